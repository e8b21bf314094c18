package dev.danmaku.standalone.role;

import dev.danmaku.queue.JobQueue;
import dev.danmaku.queue.QueueDeclaredOtherwise;
import dev.danmaku.queue.QueueUnavailable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that the broker's queues are ours. A broker that is there is looked at before the role begins; one that is not there yet
 * is looked at when it answers, while the role waits for it by its own means.
 */
final class FitBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FitBroker.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final JobQueue queue;
    private final boolean consumes;
    private final CompletableFuture<Void> refused = new CompletableFuture<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    private FitBroker(JobQueue queue, boolean consumes) {
        this.queue = queue;
        this.consumes = consumes;
    }

    /**
     * Looks at the broker.
     *
     * @param consumes whether its consumer timeout matters to this role
     * @throws QueueDeclaredOtherwise if it has queues of our names with other properties
     */
    static FitBroker check(JobQueue queue, boolean consumes) {
        var fit = new FitBroker(queue, consumes);
        try {
            fit.look();
        } catch (QueueUnavailable e) {
            LOG.warn("RabbitMQ is not there yet: {}", e.getMessage());
            Thread.ofPlatform().name("broker-check").daemon().start(fit::goOnLooking);
        }
        return fit;
    }

    /** Fails with {@link QueueDeclaredOtherwise} if it turns out later that the queues are not ours; never completes else. */
    CompletableFuture<Void> refused() {
        return refused;
    }

    private void look() {
        queue.declare();
        var broker = queue.broker();
        LOG.info("the broker is {} {}", broker.product(), broker.version());
        broker.warnings(consumes).forEach(LOG::warn);
    }

    private void goOnLooking() {
        try {
            while (!closing.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    look();
                    return;
                } catch (QueueUnavailable e) {
                    LOG.debug("still away: {}", e.getMessage());
                }
            }
        } catch (QueueDeclaredOtherwise e) {
            refused.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
