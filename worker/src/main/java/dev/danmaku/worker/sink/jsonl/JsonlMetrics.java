package dev.danmaku.worker.sink.jsonl;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What is counted of files: {@code danmaku.sink.write.errors} and {@code danmaku.sink.sync.errors}, each tried again; {@code
 * danmaku.jsonl.mended.files} whose last line was torn, {@code danmaku.jsonl.mended.bytes} cut off them; {@code
 * danmaku.jsonl.compressed.bytes} of lines, {@code danmaku.jsonl.dropped.files} and {@code .bytes} of days that are kept no longer,
 * {@code danmaku.jsonl.housekeeping.errors}, each tried again.
 */
final class JsonlMetrics {
    private final Counter writeErrors;
    private final Counter syncErrors;
    private final Counter mendedFiles;
    private final Counter mendedBytes;
    private final Counter compressedBytes;
    private final Counter droppedFiles;
    private final Counter droppedBytes;
    private final Counter housekeepingErrors;

    JsonlMetrics(MeterRegistry registry) {
        this.writeErrors = registry.counter("danmaku.sink.write.errors");
        this.syncErrors = registry.counter("danmaku.sink.sync.errors");
        this.mendedFiles = registry.counter("danmaku.jsonl.mended.files");
        this.mendedBytes = registry.counter("danmaku.jsonl.mended.bytes");
        this.compressedBytes = registry.counter("danmaku.jsonl.compressed.bytes");
        this.droppedFiles = registry.counter("danmaku.jsonl.dropped.files");
        this.droppedBytes = registry.counter("danmaku.jsonl.dropped.bytes");
        this.housekeepingErrors = registry.counter("danmaku.jsonl.housekeeping.errors");
    }

    Counter writeErrors() {
        return writeErrors;
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
