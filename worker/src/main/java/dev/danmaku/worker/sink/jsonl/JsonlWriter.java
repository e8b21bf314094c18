package dev.danmaku.worker.sink.jsonl;

import dev.danmaku.event.Event;
import dev.danmaku.worker.sink.EventHandoff;
import dev.danmaku.worker.sink.EventHandoff.Taken;
import dev.danmaku.worker.sink.SinkMetrics;
import dev.danmaku.worker.sink.SinkSettings;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes what the lanes hold, encodes it, and writes each room's lines at the latest when the flush interval is over, at once
 * when someone waits for a flush or too much is held. When a write fails it stays with it until it succeeds.
 */
final class JsonlWriter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(JsonlWriter.class);

    /** Events encoded in one go; also how far a room's lines may grow past their bound. */
    private static final int CHUNK_EVENTS = 128;

    /** Of one room: then they are written before more is encoded. */
    private static final int MAX_ROOM_BYTES = 64 * 1024;

    /** Of all rooms: then all are written. */
    private static final long MAX_BYTES = 32L * 1024 * 1024;

    private final EventHandoff<RoomLines> handoff;
    private final Appender appender;
    private final Syncer syncer;
    private final Path folder;
    private final SinkMetrics metrics;
    private final long intervalNanos;
    private final long retryNanos;
    private final LineBuffers buffers = new LineBuffers();
    private final LinkedHashSet<RoomLines> unwritten = new LinkedHashSet<>();
    private long heldSinceNanos;
    private volatile long heldBytes;
    private volatile int takenEvents;
    private volatile boolean stalled;
    private volatile long closeByNanos = Long.MAX_VALUE;
    private volatile boolean closing;

    JsonlWriter(
            EventHandoff<RoomLines> handoff,
            Appender appender,
            Syncer syncer,
            Path folder,
            SinkSettings settings,
            SinkMetrics metrics) {
        this.handoff = handoff;
        this.appender = appender;
        this.syncer = syncer;
        this.folder = folder;
        this.metrics = metrics;
        this.intervalNanos =
                Math.max(0, settings.flushInterval().toNanos() - 2 * EventHandoff.LINGER_NANOS);
        this.retryNanos = settings.retryInterval().toNanos();
    }

    /** Bytes encoded and not yet written. */
    long heldBytes() {
        return heldBytes;
    }

    /** Events taken from their lane and not yet encoded. */
    int takenEvents() {
        return takenEvents;
    }

    /** A write failed and is tried again. */
    boolean stalled() {
        return stalled;
    }

    /** From now on a failing write is given up at that time, and the writer ends when the lanes are empty. */
    void close(Thread thread, Duration limit) {
        closeByNanos = System.nanoTime() + limit.toNanos();
        closing = true;
        handoff.close();
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        try {
            while (step()) {}
        } catch (InterruptedException e) {
            LOG.error("The writer was interrupted; what it held is not written");
        } finally {
            appender.closeAll();
        }
    }

    /** @return whether there may be more to do */
    private boolean step() throws InterruptedException {
        handoff.awaitWork(unwritten.isEmpty() ? Long.MAX_VALUE : untilDueNanos());
        // Asked before the lanes are emptied: nothing comes in after the closing.
        var last = handoff.closing();
        for (var taken = handoff.take(); taken != null; taken = handoff.take()) {
            if (!add(taken) || (due() && !writeAll())) {
                return false;
            }
        }
        return (!(last || due()) || writeAll()) && !last;
    }

    private long untilDueNanos() {
        return Math.max(0, heldSinceNanos + intervalNanos - System.nanoTime());
    }

    private boolean due() {
        return !unwritten.isEmpty() && (untilDueNanos() == 0 || heldBytes > MAX_BYTES);
    }

    /** @return false if a write was given up */
    private boolean add(Taken<RoomLines> taken) {
        var lines = taken.lane();
        var events = taken.events();
        takenEvents = events.size();
        for (var from = 0; from < events.size(); ) {
            var day = day(events.get(from));
            var to = endOfChunk(events, from, day);
            if (!lines.takes(day) && !write(lines)) {
                return false;
            }
            encode(lines, events.subList(from, to), day);
            takenEvents = events.size() - to;
            if (lines.bytes() >= MAX_ROOM_BYTES && !write(lines)) {
                return false;
            }
            from = to;
        }
        if (!taken.flushes().isEmpty()) {
            if (!write(lines)) {
                return false;
            }
            syncer.flushed(lines, taken.flushes());
        }
        if (taken.last() && lines.hasFile()) {
            appender.close(lines.path(folder));
        }
        return true;
    }

    private static int endOfChunk(List<Event> events, int from, long day) {
        var most = Math.min(events.size(), from + CHUNK_EVENTS);
        var to = from + 1;
        while (to < most && day(events.get(to)) == day) {
            to++;
        }
        return to;
    }

    private static long day(Event event) {
        return Math.floorDiv(event.receivedAt(), Appender.MILLIS_A_DAY);
    }

    private void encode(RoomLines lines, List<Event> events, long day) {
        if (unwritten.isEmpty()) {
            heldSinceNanos = System.nanoTime();
        }
        var before = lines.bytes();
        lines.add(events, day, buffers);
        held(lines.bytes() - before);
        metrics.written(events.size());
        unwritten.add(lines);
    }

    /** Only the writer's thread changes the number. */
    private void held(long more) {
        heldBytes = heldBytes + more;
    }

    private boolean writeAll() {
        while (!unwritten.isEmpty()) {
            if (!write(unwritten.getFirst())) {
                return false;
            }
        }
        return true;
    }

    /** Writes a room's lines, for as long as it takes. */
    private boolean write(RoomLines lines) {
        var buffer = lines.lines();
        if (buffer != null && !append(lines, buffer.view())) {
            return false;
        }
        held(-lines.bytes());
        unwritten.remove(lines);
        lines.written(buffers);
        return true;
    }

    private boolean append(RoomLines lines, ByteBuffer bytes) {
        var path = lines.path(folder);
        while (bytes.hasRemaining()) {
            try {
                appender.append(lines, path, bytes);
                syncer.wrote(lines, path);
                resumed();
            } catch (IOException e) {
                if (!waitAfter(e, path)) {
                    return false;
                }
            }
        }
        return true;
    }

    private void resumed() {
        if (stalled) {
            stalled = false;
            LOG.info("Writing to {} works again: reading goes on", folder);
        }
    }

    /** @return whether to try again */
    private boolean waitAfter(IOException failure, Path path) {
        metrics.failed();
        if (!stalled) {
            stalled = true;
            LOG.error(
                    "Cannot write {} ({}): reading stops until that works again, nothing is lost",
                    path,
                    failure.toString());
        }
        var left = closing ? closeByNanos - System.nanoTime() : Long.MAX_VALUE;
        if (left <= 0) {
            return false;
        }
        LockSupport.parkNanos(this, Math.min(retryNanos, left));
        return true;
    }
}
