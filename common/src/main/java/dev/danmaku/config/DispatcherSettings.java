package dev.danmaku.config;

import java.time.Duration;

/**
 * How often the dispatcher looks and how patient it is: keys {@code danmaku.dispatcher.*}.
 *
 * @param poll between two looks at a lives set when no notification wakes it
 * @param repairInterval between two passes over the running registry
 * @param claimedGrace how long a claimed record waits for its confirm
 * @param queuedGrace how long a queued one waits while its queue is empty
 * @param queuedLongGrace how long a queued one waits in any case
 * @param openingGrace how long a room may be opening before its holder is asked
 * @param claimBatch rooms in one claim script; bounded, since Redis runs nothing else meanwhile
 * @param scanBatch members asked of Redis with one cursor step
 */
public record DispatcherSettings(
        Duration poll,
        Duration repairInterval,
        Duration claimedGrace,
        Duration queuedGrace,
        Duration queuedLongGrace,
        Duration openingGrace,
        int claimBatch,
        int scanBatch) {
    /** A lost wake-up costs a second; a lost message ten. */
    public static final DispatcherSettings DEFAULTS = new DispatcherSettings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            200,
            500);

    public DispatcherSettings {
        if (queuedGrace.compareTo(queuedLongGrace) > 0) {
            throw new IllegalArgumentException("queued-grace is not longer than queued-long-grace");
        }
        if (claimBatch < 1 || scanBatch < 1) {
            throw new IllegalArgumentException("claim-batch and scan-batch are at least 1");
        }
    }
}
