package dev.danmaku.config;

import java.time.Duration;

/**
 * How jobs are queued: keys {@code danmaku.queue.*}. All processes of a cluster need the same {@code quorum}, {@code delivery-limit}
 * and {@code consumer-timeout}, since they are properties of the queues.
 *
 * @param quorum replicated queues instead of classic ones
 * @param deliveryLimit of a quorum queue: a job that came back so often goes to the dead letters
 * @param consumerTimeout how long a delivery may be unacked; heeded by RabbitMQ 3.12 and later
 * @param confirmTimeout how long the broker may take to confirm what was published
 * @param maxUnconfirmed how many messages may be published and not yet confirmed
 */
public record QueueSettings(
        boolean quorum,
        int deliveryLimit,
        Duration consumerTimeout,
        Duration confirmTimeout,
        int maxUnconfirmed) {

    /** No stream lasts thirty days, and more would not fit a timer of the broker; no worker dies with the same job in its hands ten thousand times. */
    public static final QueueSettings DEFAULTS =
            new QueueSettings(false, 10_000, Duration.ofDays(30), Duration.ofSeconds(10), 10_000);

    public QueueSettings {
        if (deliveryLimit < 1) {
            throw new IllegalArgumentException("delivery-limit is less than 1");
        }
        if (consumerTimeout.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("consumer-timeout is shorter than 1 minute");
        }
        if (!confirmTimeout.isPositive()) {
            throw new IllegalArgumentException("confirm-timeout is not positive");
        }
        if (maxUnconfirmed < 1) {
            throw new IllegalArgumentException("max-unconfirmed is less than 1");
        }
    }
}
