package dev.danmaku.worker.sink.output;

import dev.danmaku.event.Event;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Events that wait on disk for an output, first in, first out, within a bound. It outlives its process: what is there when a spool is
 * opened comes first. For one thread.
 */
final class Spool implements AutoCloseable {
    private static final long MOST_IN_A_SEGMENT = 8L * 1024 * 1024;
    private static final int SEGMENTS = 8;

    private final SpoolFolder folder;
    private final long limitBytes;
    private final long segmentBytes;
    private final ArrayDeque<Segment> segments = new ArrayDeque<>();
    private volatile long bytes;

    private Spool(SpoolFolder folder, long limitBytes) {
        this.folder = folder;
        this.limitBytes = limitBytes;
        this.segmentBytes = Math.min(MOST_IN_A_SEGMENT, Math.max(1, limitBytes / SEGMENTS));
    }

    /**
     * Opens one of this process, with what processes that died have left.
     *
     * @param base of all spools of this output on this disk
     * @param limitBytes it takes no more beyond
     */
    static Spool open(Path base, long limitBytes) throws IOException {
        var folder = SpoolFolder.open(base);
        var spool = new Spool(folder, limitBytes);
        try {
            for (var path : folder.segments()) {
                spool.add(Segment.open(path));
            }
            spool.count();
            return spool;
        } catch (IOException e) {
            spool.close();
            throw e;
        }
    }

    /** On disk, with what is done with and not yet deleted. From any thread. */
    long bytes() {
        return bytes;
    }

    /** Part of what it may hold, 0 to 1. From any thread. */
    double fill() {
        return (double) bytes / limitBytes;
    }

    boolean isEmpty() throws IOException {
        dropFinished();
        return segments.isEmpty();
    }

    /** False if there is no room for them; then nothing was added. */
    boolean append(List<Event> events) throws IOException {
        if (events.isEmpty()) {
            return true;
        }
        var lines = Segment.lines(events);
        dropFinished();
        if (bytes + lines.length > limitBytes) {
            return false;
        }
        var last = segments.peekLast();
        if (last == null || last.size() + lines.length > segmentBytes) {
            last = add(Segment.open(folder.next()));
        }
        last.append(lines);
        count();
        return true;
    }

    /** The first events, so many at most; the same again until {@link #advance}. Empty when there are none. */
    List<Event> peek(int most) throws IOException {
        dropFinished();
        while (!segments.isEmpty()) {
            var events = segments.getFirst().peek(most);
            if (!events.isEmpty()) {
                return events;
            }
            // nothing but lines that are no events
            advance();
        }
        return List.of();
    }

    /** What was peeked last is done with. */
    void advance() throws IOException {
        segments.getFirst().advance();
        dropFinished();
    }

    private void dropFinished() throws IOException {
        var before = segments.size();
        while (!segments.isEmpty() && segments.getFirst().isEmpty()) {
            segments.removeFirst().delete();
        }
        if (segments.size() != before) {
            count();
        }
    }

    private Segment add(Segment segment) {
        segments.addLast(segment);
        return segment;
    }

    private void count() throws IOException {
        var sum = 0L;
        for (var segment : segments) {
            sum += segment.size();
        }
        bytes = sum;
    }

    /** What is left stays there for the next process. */
    @Override
    public void close() throws IOException {
        for (var segment : segments) {
            segment.close();
        }
        folder.close();
    }
}
