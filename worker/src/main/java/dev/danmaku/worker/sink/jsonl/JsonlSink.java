package dev.danmaku.worker.sink.jsonl;

import dev.danmaku.config.JsonlSettings;
import dev.danmaku.config.JsonlSettings.Fsync;
import dev.danmaku.config.SinksSettings;
import dev.danmaku.registry.SinkHealth;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.autoscale.SinkLoad;
import dev.danmaku.worker.sink.EventHandoff;
import dev.danmaku.worker.sink.EventSink;
import dev.danmaku.worker.sink.SinkSettings;

import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.time.Clock;
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
    private static final Duration LAST_MOMENTS = Duration.ofMillis(100);

    private final EventHandoff<RoomLines> handoff;
    private final JsonlWriter writer;
    private final Syncer syncer;
    private final Thread writerThread;
    private final Thread syncerThread;
    private final JsonlHousekeeper housekeeper;
    private final Thread housekeeperThread;

    private JsonlSink(
            EventHandoff<RoomLines> handoff,
            JsonlWriter writer,
            Syncer syncer,
            JsonlHousekeeper housekeeper) {
        this.handoff = handoff;
        this.writer = writer;
        this.syncer = syncer;
        this.writerThread = thread("sink-jsonl", writer);
        this.syncerThread = thread("sink-jsonl-sync", syncer);
        this.housekeeper = housekeeper;
        this.housekeeperThread = thread("jsonl-housekeeper", housekeeper);
    }

    private static Thread thread(String name, Runnable task) {
        return Thread.ofPlatform()
                .name(name)
                .daemon()
                .uncaughtExceptionHandler((t, e) -> LOG.error("{} died", t.getName(), e))
                .unstarted(task);
    }

    public static JsonlSink start(
            Path dataFolder, SinkSettings settings, JsonlSettings files, MeterRegistry metrics) {
        var sink = start(dataFolder, settings, files, metrics, new RealDisk(), Clock.systemUTC());
        sink.housekeeperThread.start();
        return sink;
    }

    /** Without housekeeping. */
    static JsonlSink start(
            Path dataFolder,
            SinkSettings settings,
            JsonlSettings files,
            MeterRegistry metrics,
            LogFile.Disk disk,
            Clock clock) {
        var events = events(dataFolder);
        var counters = new JsonlMetrics(metrics);
        var handoff = new EventHandoff<RoomLines>(settings);
        var turn = new WriteTurn(events);
        var appender = new Appender(
                new OpenFiles(disk, settings.openFiles()),
                turn,
                new TornLine(turn, clock, counters::mended),
                clock);
        var syncer = new Syncer(
                files.fsync(), files.fsyncInterval(), disk, dataFolder, counters.syncErrors());
        var writer =
                new JsonlWriter(handoff, appender, syncer, events, settings, counters.shared());
        counters.watch(handoff, writer);
        var housekeeper = new JsonlHousekeeper(dataFolder, files, disk, clock, counters);
        var sink = new JsonlSink(handoff, writer, syncer, housekeeper);
        sink.writerThread.start();
        if (files.fsync() != Fsync.NEVER) {
            sink.syncerThread.start();
        }
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

    /** How it is now. */
    public SinkHealth health() {
        return new SinkHealth(
                SinksSettings.JSONL, writer.stalled(), handoff.depth(), writer.heldBytes(), null);
    }

    /** How far behind it is. From any thread. */
    public SinkLoad load() {
        return new SinkLoad(SinksSettings.JSONL, handoff.fill(), 0, 0, writer.stalled());
    }

    /**
     * Writes everything that was offered, for the given time at most; lanes take nothing any more. Closing twice is fine.
     *
     * @return what could not be written; flushes that cover it stay open for ever
     */
    public Leftover close(Duration limit) throws InterruptedException {
        var until = System.nanoTime() + limit.plus(LAST_MOMENTS).toNanos();
        housekeeper.close();
        writer.close(writerThread, limit);
        join(writerThread, until);
        syncer.close();
        join(syncerThread, until);
        // What it is at is safe to leave: a crash would do no harm either.
        join(housekeeperThread, Math.min(until, System.nanoTime() + LAST_MOMENTS.toNanos()));
        var leftover = new Leftover(handoff.depth() + writer.takenEvents(), writer.heldBytes());
        if (!leftover.isNothing()) {
            LOG.error(
                    "Closed with {} events and {} encoded bytes not written",
                    leftover.events(),
                    leftover.bytes());
        }
        return leftover;
    }

    private static void join(Thread thread, long untilNanos) throws InterruptedException {
        if (thread.isAlive()) {
            thread.join(Duration.ofNanos(Math.max(1, untilNanos - System.nanoTime())));
        }
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
