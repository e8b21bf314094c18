package dev.danmaku.queue;

import org.jspecify.annotations.Nullable;

/**
 * What the broker tells of a queue to anybody who asks.
 *
 * @param exists false where there is no such queue: nobody has declared it yet, or somebody deleted it
 * @param waiting messages that wait for a consumer; null where the broker does not tell them from those that workers hold
 * @param consumers that are subscribed, with or without a place for another message
 */
public record QueueLook(
        String queue, boolean exists, @Nullable Long waiting, long consumers) {}
