package dev.danmaku.worker.sink.output;

import dev.danmaku.event.BadEvent;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventJson;
import dev.danmaku.event.EventParser;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * One file of a spool: events as JSON lines, and beside it a file that says how many bytes of it are done with. For one thread.
 */
final class Segment implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Segment.class);
    private static final String DONE = ".done";

    private final Path path;
    private final FileChannel channel;
    private long done;
    private long peeked;

    private Segment(Path path, FileChannel channel, long done) {
        this.path = path;
        this.channel = channel;
        this.done = done;
        this.peeked = done;
    }

    /** Makes it, or goes on with what a process left there: what a crash cut off in the middle of a line was never promised to anybody. */
    static Segment open(Path path) throws IOException {
        var channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var whole = wholeLines(channel);
        if (whole < channel.size()) {
            LOG.warn("{} ended in the middle of a line, which is cut off", path);
            channel.truncate(whole);
        }
        return new Segment(path, channel, Math.min(done(path), whole));
    }

    private static long wholeLines(FileChannel channel) throws IOException {
        var last = ByteBuffer.allocate(1);
        for (var end = channel.size(); end > 0; end--) {
            last.clear();
            channel.read(last, end - 1);
            if (last.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }

    private static long done(Path path) throws IOException {
        try {
            return Long.parseLong(Files.readString(beside(path)).strip());
        } catch (NoSuchFileException e) {
            return 0;
        } catch (NumberFormatException e) {
            LOG.warn("{} is no number: {} is read from its beginning", beside(path), path);
            return 0;
        }
    }

    private static Path beside(Path path) {
        return path.resolveSibling(path.getFileName() + DONE);
    }

    /** Moves a file that nobody has open, with what is known of it. */
    static void move(Path from, Path to) throws IOException {
        // the mark first: a segment without one is told twice, one with a stranger's loses events
        if (Files.exists(beside(from))) {
            Files.move(beside(from), beside(to), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    static byte[] lines(List<Event> events) {
        var bytes = new ByteArrayOutputStream();
        try (var json = EventJson.generator(bytes)) {
            events.forEach(event -> EventJson.write(event, json));
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    /** Bytes of the file. */
    long size() throws IOException {
        return channel.size();
    }

    /** Appends whole lines, or nothing. */
    void append(byte[] lines) throws IOException {
        var before = channel.size();
        var bytes = ByteBuffer.wrap(lines);
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes, before + bytes.position());
            }
        } catch (IOException e) {
            channel.truncate(before);
            throw e;
        }
    }

    boolean isEmpty() throws IOException {
        return done >= channel.size();
    }

    /** The first events that are not done with, so many at most; the same again until {@link #advance}. */
    List<Event> peek(int most) throws IOException {
        var events = new ArrayList<Event>();
        peeked = done;
        channel.position(done);
        // not closed: that would close the channel
        var reader = new BufferedReader(
                new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
        for (var line = reader.readLine();
                line != null;
                line = events.size() < most ? reader.readLine() : null) {
            peeked += line.getBytes(StandardCharsets.UTF_8).length + 1;
            if (line.isBlank()) {
                continue; // an event was erased there
            }
            try {
                events.add(EventParser.parse(line));
            } catch (BadEvent e) {
                LOG.error(
                        "{} holds a line that is no event, it is left out: {}",
                        path,
                        e.getMessage());
            }
        }
        return events;
    }

    /** What was peeked last is done with. */
    void advance() throws IOException {
        done = peeked;
        var mark = beside(path);
        var fresh = mark.resolveSibling(mark.getFileName() + ".new");
        Files.writeString(fresh, Long.toString(done));
        Files.move(
                fresh, mark, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(path);
        Files.deleteIfExists(beside(path));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
