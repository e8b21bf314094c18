package dev.danmaku.worker.sink.jsonl;

import dev.danmaku.metric.Metric;
import dev.danmaku.worker.sink.EventHandoff;
import dev.danmaku.worker.sink.SinkMetrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What is counted of files. */
final class JsonlMetrics {
    private static final String NAME = "jsonl";

    private final MeterRegistry registry;
    private final SinkMetrics shared;
    private final Counter syncErrors;
    private final Counter mendedFiles;
    private final Counter mendedBytes;
    private final Counter compressedBytes;
    private final Counter droppedFiles;
    private final Counter droppedBytes;
    private final Counter housekeepingErrors;

    JsonlMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.shared = new SinkMetrics(registry, NAME);
        this.syncErrors = Metric.JSONL_SYNC_ERRORS.counter(registry);
        this.mendedFiles = Metric.JSONL_MENDED_FILES.counter(registry);
        this.mendedBytes = Metric.JSONL_MENDED_BYTES.counter(registry);
        this.compressedBytes = Metric.JSONL_COMPRESSED.counter(registry);
        this.droppedFiles = Metric.JSONL_DROPPED_FILES.counter(registry);
        this.droppedBytes = Metric.JSONL_DROPPED_BYTES.counter(registry);
        this.housekeepingErrors = Metric.JSONL_HOUSEKEEPING_ERRORS.counter(registry);
    }

    void watch(EventHandoff<?> handoff, JsonlWriter writer) {
        shared.watch(handoff);
        shared.watch(writer::stalled);
        Metric.JSONL_HELD.gauge(registry, writer, JsonlWriter::heldBytes);
    }

    /** Of every sink. */
    SinkMetrics shared() {
        return shared;
    }

    Counter syncErrors() {
        return syncErrors;
    }

    void mended(long bytes) {
        mendedFiles.increment();
        mendedBytes.increment(bytes);
    }

    void compressed(long bytes) {
        compressedBytes.increment(bytes);
    }

    void dropped(long bytes) {
        droppedFiles.increment();
        droppedBytes.increment(bytes);
    }

    void housekeepingFailed() {
        housekeepingErrors.increment();
    }
}
