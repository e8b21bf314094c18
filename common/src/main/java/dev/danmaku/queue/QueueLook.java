package dev.danmaku.queue;

/**
 * What the broker tells of a queue to anybody who asks.
 *
 * @param exists false where there is no such queue: nobody has declared it yet, or somebody deleted it
 * @param waiting messages; on RabbitMQ those that wait for a consumer, on Qpid Broker-J with those that are delivered and unacked
 * @param consumers that are subscribed, with or without a place for another message
 */
public record QueueLook(String queue, boolean exists, long waiting, long consumers) {}
