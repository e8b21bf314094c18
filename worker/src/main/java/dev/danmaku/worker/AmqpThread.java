package dev.danmaku.worker;

import dev.danmaku.job.Job;
import dev.danmaku.queue.Delivery;
import dev.danmaku.queue.DeliveryListener;
import dev.danmaku.queue.JobQueue;
import dev.danmaku.queue.JobWindow;
import dev.danmaku.queue.PublishResult;
import dev.danmaku.queue.QueueDeclaredOtherwise;
import dev.danmaku.queue.QueueUnavailable;
import dev.danmaku.queue.WindowLoss;
import dev.danmaku.room.Platform;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The one thread that speaks to the broker. A broker that hangs may block it for long; the worker thread, and so the beat, never
 * waits for it. Orders are carried out one after another: an ack never overtakes the opening of its window.
 */
final class AmqpThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AmqpThread.class);

    private final JobQueue queue;
    private final ExecutorService thread;
    private final WorkerMetrics metrics;
    private final Map<Platform, Boolean> jobsWaiting = new ConcurrentHashMap<>();

    AmqpThread(JobQueue queue, ExecutorService thread, WorkerMetrics metrics) {
        this.queue = queue;
        this.thread = thread;
        this.metrics = metrics;
    }

    /**
     * @param deliver called on the AMQP client's threads
     * @param lost the window is gone, or could not be opened; called on this or the client's threads
     */
    void open(
            Offer offer,
            int prefetch,
            Consumer<HeldDelivery> deliver,
            BiConsumer<Offer, String> lost) {
        order(() -> {
            try {
                offer.opened(queue.openWindow(
                        offer.platform(), offer.lane(), prefetch, new DeliveryListener() {
                            @Override
                            public void delivered(Delivery delivery) {
                                deliver.accept(new HeldDelivery(offer, delivery));
                            }

                            @Override
                            public void lost(JobWindow window, WindowLoss loss) {
                                lost.accept(offer, loss.toString());
                            }
                        }));
            } catch (QueueUnavailable | QueueDeclaredOtherwise e) {
                lost.accept(offer, String.valueOf(e.getMessage()));
            }
        });
    }

    void ack(HeldDelivery held) {
        var ordered = System.nanoTime();
        inWindow(held.offer(), window -> {
            window.ack(held.message());
            metrics.acked(Duration.ofNanos(System.nanoTime() - ordered));
        });
    }

    void giveBack(HeldDelivery held) {
        inWindow(held.offer(), window -> window.giveBack(held.message()));
    }

    void stopTaking(Offer offer) {
        inWindow(offer, JobWindow::stopTaking);
    }

    void close(Offer offer) {
        inWindow(offer, JobWindow::close);
    }

    private void inWindow(Offer offer, Consumer<JobWindow> order) {
        order(() -> {
            var window = offer.window();
            if (window != null) {
                order.accept(window);
            }
        });
    }

    /** Were jobs waiting for this platform when last looked? */
    boolean jobsWaiting(Platform platform) {
        return jobsWaiting.getOrDefault(platform, false);
    }

    /** Looks for the next time. */
    void look(Platform platform) {
        order(() -> {
            try {
                jobsWaiting.put(platform, queue.waiting(platform).orElse(0) > 0);
            } catch (QueueUnavailable e) {
                jobsWaiting.remove(platform);
            }
        });
    }

    /** @param done called with whether the broker confirmed the copy */
    void deadLetter(Delivery message, String reason, Consumer<Boolean> done) {
        order(() -> queue.deadLetter(message, reason)
                .thenAccept(result -> done.accept(result instanceof PublishResult.Confirmed)));
    }

    /** @param done called with the jobs whose copies the broker did not confirm */
    void handOver(List<Job> jobs, Consumer<List<Job>> done) {
        order(() -> queue.handOver(jobs)
                .thenAccept(results -> done.accept(IntStream.range(0, jobs.size())
                        .filter(i -> !(results.get(i) instanceof PublishResult.Confirmed))
                        .mapToObj(jobs::get)
                        .toList())));
    }

    private void order(Runnable order) {
        try {
            thread.execute(() -> {
                try {
                    order.run();
                } catch (RuntimeException e) {
                    LOG.error("an order to the broker failed: this is a bug", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the worker is closed, a late order is dropped");
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
