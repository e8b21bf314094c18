package dev.danmaku.worker;

import dev.danmaku.queue.JobQueue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * A delivery that is no job goes to the dead-letter queue: we publish the copy with its reason, and only when the broker has confirmed
 * it the original is acked. (Broker-side dead-lettering differs between brokers.) Owned by the worker thread.
 */
final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final WorkerThread worker;
    private final AmqpThread amqp;
    private final Consumer<HeldDelivery> ack;
    private final WorkerMetrics metrics;

    DeadLetters(
            WorkerThread worker,
            AmqpThread amqp,
            Consumer<HeldDelivery> ack,
            WorkerMetrics metrics) {
        this.worker = worker;
        this.amqp = amqp;
        this.ack = ack;
        this.metrics = metrics;
    }

    void bury(HeldDelivery held, String reason) {
        LOG.warn("a message is no job: {}; it goes to {}", reason, JobQueue.DEAD_QUEUE);
        metrics.poison();
        publish(held, reason);
    }

    private void publish(HeldDelivery held, String reason) {
        amqp.deadLetter(
                held.message(),
                reason,
                confirmed -> worker.post(() -> {
                    if (confirmed) {
                        ack.accept(held);
                    } else {
                        worker.after(RETRY, () -> publish(held, reason));
                    }
                }));
    }
}
