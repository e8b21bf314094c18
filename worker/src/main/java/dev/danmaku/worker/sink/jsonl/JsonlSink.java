package dev.danmaku.worker.sink.jsonl;

import dev.danmaku.room.RoomId;
import dev.danmaku.worker.sink.EventHandoff;
import dev.danmaku.worker.sink.EventSink;
import dev.danmaku.worker.sink.SinkSettings;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Events as JSON lines in {@code events/<platform>/<room>/<yyyy-mm-dd>.jsonl} under the data folder, by the UTC day of their
 * receipt. One thread writes for all rooms.
 *
 * <p>Metrics: {@code danmaku.sink.depth} events wait to be encoded, {@code danmaku.sink.held.bytes} to be written, {@code
 * danmaku.sink.write.errors}, {@code danmaku.sink.stalled} is 1 while writing fails.
 */
public final class JsonlSink implements EventSink {
    private static final Logger LOG = LoggerFactory.getLogger(JsonlSink.class);

    private final EventHandoff<RoomLines> handoff;
    private final JsonlWriter writer;
    private final Thread thread;

    private JsonlSink(EventHandoff<RoomLines> handoff, JsonlWriter writer) {
        this.handoff = handoff;
        this.writer = writer;
        this.thread = Thread.ofPlatform()
                .name("sink-jsonl")
                .daemon()
                .uncaughtExceptionHandler((t, e) -> LOG.error("The writer of events died", e))
                .unstarted(writer);
    }

    public static JsonlSink start(Path dataFolder, SinkSettings settings, MeterRegistry metrics) {
        return start(dataFolder, settings, metrics, new RealDisk());
    }

    static JsonlSink start(
            Path dataFolder, SinkSettings settings, MeterRegistry metrics, LogFile.Disk disk) {
        var handoff = new EventHandoff<RoomLines>(settings);
        var errors = metrics.counter("danmaku.sink.write.errors");
        var writer = new JsonlWriter(handoff, disk, events(dataFolder), settings, errors);
        Gauge.builder("danmaku.sink.depth", handoff, EventHandoff::depth).register(metrics);
        Gauge.builder("danmaku.sink.held.bytes", writer, JsonlWriter::heldBytes).register(metrics);
        Gauge.builder("danmaku.sink.stalled", writer, w -> w.stalled() ? 1 : 0).register(metrics);
        var sink = new JsonlSink(handoff, writer);
        sink.thread.start();
        return sink;
    }

    static Path events(Path dataFolder) {
        return dataFolder.resolve("events");
    }

    /** @throws IllegalStateException from the lane's methods once the lane or the sink is closed */
    @Override
    public Lane open(RoomId room, Runnable drained) {
        return handoff.open(new RoomLines(room), drained);
    }

    /**
     * Writes everything that was offered, for the given time at most; lanes take nothing any more. Closing twice is fine.
     *
     * @return what could not be written; flushes that cover it stay open for ever
     */
    public Leftover close(Duration limit) throws InterruptedException {
        writer.close(thread, limit);
        thread.join(limit.plus(Duration.ofMillis(100)));
        var leftover = new Leftover(handoff.depth() + writer.takenEvents(), writer.heldBytes());
        if (!leftover.isNothing()) {
            LOG.error(
                    "Closed with {} events and {} encoded bytes not written",
                    leftover.events(),
                    leftover.bytes());
        }
        return leftover;
    }

    /**
     * What a close left unwritten.
     *
     * @param events that were not even encoded
     * @param bytes of encoded events; of a write cut short, all
     */
    public record Leftover(int events, long bytes) {
        public boolean isNothing() {
            return events == 0 && bytes == 0;
        }
    }
}
