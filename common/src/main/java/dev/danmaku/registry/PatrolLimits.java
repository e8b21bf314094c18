package dev.danmaku.registry;

import java.time.Duration;

/**
 * What a patrol overlooks.
 *
 * @param step how many records about to look at in one step: keeps each Redis command short
 * @param claimedGrace a claim may take this long to be confirmed
 * @param queuedGrace a job may wait this long while its queue is empty
 * @param queuedLongGrace a job may wait this long in any case
 * @param openingGrace a join may take this long before its holder is asked
 */
public record PatrolLimits(
        int step,
        Duration claimedGrace,
        Duration queuedGrace,
        Duration queuedLongGrace,
        Duration openingGrace) {}
