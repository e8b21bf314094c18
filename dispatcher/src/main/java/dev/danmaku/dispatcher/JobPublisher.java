package dev.danmaku.dispatcher;

import dev.danmaku.job.Job;
import dev.danmaku.queue.JobQueue;
import dev.danmaku.queue.PublishResult;
import dev.danmaku.queue.PublishResult.Confirmed;
import dev.danmaku.registry.DispatcherRegistry;
import dev.danmaku.registry.RegistryUnavailable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Publishes claimed jobs and writes what the broker said: confirmed jobs become queued, all others are released. What cannot be
 * written since Redis is away is left to the repair, after the claim's grace.
 */
final class JobPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobPublisher.class);
    private static final Duration LAST_CONFIRMS = Duration.ofSeconds(5);

    private final JobQueue queue;
    private final DispatcherRegistry registry;
    private final DispatcherMetrics metrics;
    private final ExecutorService confirms;
    private final Set<CompletableFuture<?>> unwritten = ConcurrentHashMap.newKeySet();
    private volatile boolean brokerAway;

    /** @param confirms where the broker's answers are written; closed with this */
    JobPublisher(
            JobQueue queue,
            DispatcherRegistry registry,
            DispatcherMetrics metrics,
            ExecutorService confirms) {
        this.queue = queue;
        this.registry = registry;
        this.metrics = metrics;
        this.confirms = confirms;
    }

    /** Returns when the jobs are handed to the client; what the broker says follows. */
    void publish(List<Job> jobs) {
        if (!jobs.isEmpty()) {
            var publishedNanos = System.nanoTime();
            var written = queue.publish(jobs)
                    .thenAcceptAsync(
                            results -> {
                                metrics.answered(
                                        Duration.ofNanos(System.nanoTime() - publishedNanos));
                                write(jobs, results);
                            },
                            confirms);
            unwritten.add(written);
            written.whenComplete((nothing, failure) -> {
                unwritten.remove(written);
                if (failure != null) {
                    LOG.error("the broker's answers could not be written: this is a bug", failure);
                }
            });
        }
    }

    /**
     * To be called before claiming: a claim that cannot be published only makes noise.
     *
     * @throws dev.danmaku.queue.QueueUnavailable if the broker was away and still is
     */
    void awaitBroker() {
        if (brokerAway) {
            queue.declare();
            brokerAway = false;
        }
    }

    private void write(List<Job> jobs, List<PublishResult> results) {
        var confirmed = new ArrayList<Job>();
        var refused = new ArrayList<Job>();
        var reasons = new TreeSet<String>();
        for (var i = 0; i < jobs.size(); i++) {
            if (results.get(i) instanceof Confirmed) {
                confirmed.add(jobs.get(i));
            } else {
                refused.add(jobs.get(i));
                reasons.add(results.get(i).toString());
            }
        }
        try {
            if (!confirmed.isEmpty()) {
                registry.confirm(confirmed);
                metrics.confirmed(confirmed.size());
            }
            if (!refused.isEmpty()) {
                brokerAway = confirmed.isEmpty();
                LOG.warn("{} jobs were not confirmed: {}", refused.size(), reasons);
                registry.release(refused, reasons.first());
                metrics.released(refused.size());
            }
        } catch (RegistryUnavailable e) {
            LOG.warn(
                    "{} jobs stay claimed until their grace is over: {}",
                    jobs.size(),
                    e.getMessage());
        }
    }

    /** Waits a little for what the broker has yet to say. Nothing is published any more. */
    @Override
    public void close() {
        try {
            CompletableFuture.allOf(unwritten.toArray(CompletableFuture<?>[]::new))
                    .get(LAST_CONFIRMS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.info("closed before the broker said everything: the repair sees to the rest");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        confirms.shutdown();
    }
}
