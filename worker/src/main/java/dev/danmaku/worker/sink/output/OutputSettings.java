package dev.danmaku.worker.sink.output;

import java.time.Duration;

/**
 * How a sink deals with an output that fails or is slow.
 *
 * @param batchEvents in one write, about
 * @param slow a write that takes longer sends what comes after it to the disk
 * @param spoolBytes that may wait on disk
 * @param patience how long sockets are not read when even the disk is full, before events are dropped
 * @param retryFrom pause after a failure; doubled by each that follows
 * @param retryTo longest pause
 */
public record OutputSettings(
        int batchEvents,
        Duration slow,
        long spoolBytes,
        Duration patience,
        Duration retryFrom,
        Duration retryTo) {
    public static final OutputSettings DEFAULTS = new OutputSettings(
            1000,
            Duration.ofSeconds(1),
            1L << 30,
            Duration.ofSeconds(30),
            Duration.ofMillis(200),
            Duration.ofSeconds(10));

    public OutputSettings {
        if (batchEvents < 1 || spoolBytes < 1) {
            throw new IllegalArgumentException("a batch and a spool hold at least something");
        }
        if (retryTo.compareTo(retryFrom) < 0) {
            throw new IllegalArgumentException("the longest pause is not the shortest");
        }
    }

    /** Another bound of the spool. */
    public OutputSettings withSpoolBytes(long bytes) {
        return new OutputSettings(batchEvents, slow, bytes, patience, retryFrom, retryTo);
    }

    /** Another patience. */
    public OutputSettings withPatience(Duration other) {
        return new OutputSettings(batchEvents, slow, spoolBytes, other, retryFrom, retryTo);
    }
}
