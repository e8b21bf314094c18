package dev.danmaku.worker;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The one thread that owns a worker's slots and deliveries. A task that fails is logged and the thread goes on; after closing, what
 * is posted is dropped.
 */
final class WorkerThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerThread.class);

    private final ScheduledExecutorService thread;
    private final LongSupplier nanoTime;
    private volatile long endedNanos;

    WorkerThread(ScheduledExecutorService thread, LongSupplier nanoTime) {
        this.thread = thread;
        this.nanoTime = nanoTime;
        this.endedNanos = nanoTime.getAsLong();
    }

    /** Since a task ended: how long the one that is under way takes already, where tasks are frequent. From any thread. */
    Duration stillFor() {
        return Duration.ofNanos(nanoTime() - endedNanos);
    }

    /** As {@link System#nanoTime}; from any thread. */
    long nanoTime() {
        return nanoTime.getAsLong();
    }

    void post(Runnable task) {
        after(Duration.ZERO, task);
    }

    void after(Duration delay, Runnable task) {
        try {
            thread.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the worker is closed, a late task is dropped");
        }
    }

    void every(Duration interval, Runnable task) {
        thread.scheduleWithFixedDelay(
                () -> guarded(task), interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a task of the worker failed: this is a bug", e);
        } finally {
            endedNanos = nanoTime.getAsLong();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
