package dev.danmaku.worker.sink.output;

import dev.danmaku.output.EventOutput;
import dev.danmaku.registry.SinkHealth;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.autoscale.SinkLoad;
import dev.danmaku.worker.sink.EventHandoff;
import dev.danmaku.worker.sink.EventSink;
import dev.danmaku.worker.sink.SinkSettings;

import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A sink over an output, with lanes, retries and a spool. See the package. */
public final class OutputSink implements EventSink {
    private static final Logger LOG = LoggerFactory.getLogger(OutputSink.class);

    private final String name;
    private final EventHandoff<RoomId> handoff;
    private final Spool spool;
    private final Deliverer deliverer;
    private final OutputWriter writer;
    private final Thread thread;

    private OutputSink(
            String name,
            EventHandoff<RoomId> handoff,
            Spool spool,
            Deliverer deliverer,
            OutputWriter writer) {
        this.name = name;
        this.handoff = handoff;
        this.spool = spool;
        this.deliverer = deliverer;
        this.writer = writer;
        this.thread = Thread.ofPlatform()
                .name("sink-" + name)
                .daemon()
                .uncaughtExceptionHandler(
                        (t, e) -> LOG.error("the writer of sink {} died", name, e))
                .unstarted(writer);
    }

    /**
     * @param output closed with the sink
     * @param spoolFolder of this sink on this disk; several processes may share it
     * @throws IOException if nothing can be kept there
     */
    public static OutputSink start(
            String name,
            EventOutput output,
            Path spoolFolder,
            SinkSettings lanes,
            OutputSettings settings,
            MeterRegistry meters)
            throws IOException {
        var metrics = new OutputMetrics(meters, name);
        var handoff = new EventHandoff<RoomId>(lanes);
        var spool = Spool.open(spoolFolder, settings.spoolBytes());
        var deliverer = new Deliverer(name, output, metrics);
        var overflow = new Overflow(name, spool, metrics, settings);
        var writer = new OutputWriter(name, handoff, deliverer, overflow, settings);
        metrics.watch(handoff, spool, writer);
        var sink = new OutputSink(name, handoff, spool, deliverer, writer);
        sink.thread.start();
        return sink;
    }

    @Override
    public Lane open(RoomId room, Runnable drained) {
        return handoff.open(room, drained);
    }

    /** How it is now. */
    public SinkHealth health() {
        return new SinkHealth(
                name,
                writer.away(),
                handoff.depth(),
                spool.bytes(),
                writer.lagMillis(System.currentTimeMillis()));
    }

    /** How far behind it is. From any thread. */
    public SinkLoad load() {
        return new SinkLoad(name, handoff.fill(), spool.bytes(), spool.fill(), writer.away());
    }

    /**
     * Brings what was offered to the output, or to the disk for the next process, within the given time; lanes take nothing any more.
     *
     * @return events that are nowhere
     */
    public int close(Duration limit) throws InterruptedException {
        writer.close(limit);
        thread.join(limit.plus(Duration.ofSeconds(1)));
        var unsaved = writer.unsaved();
        if (unsaved > 0) {
            LOG.error("sink {} closed with {} events that are nowhere", name, unsaved);
        }
        deliverer.close(Duration.ofSeconds(1));
        try {
            spool.close();
        } catch (IOException e) {
            LOG.warn("the spool of sink {} did not close: {}", name, e.toString());
        }
        return unsaved;
    }
}
