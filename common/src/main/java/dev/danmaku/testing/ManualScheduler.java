package dev.danmaku.testing;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.Future.State;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs what was scheduled when the test moves its clock: on the test's thread, in the order of time, then of scheduling.
 * What is executed without a delay runs at once, on the caller's thread.
 */
public final class ManualScheduler extends AbstractExecutorService
        implements ScheduledExecutorService {
    private final ManualClock clock;
    private final PriorityQueue<Task<?>> tasks = new PriorityQueue<>();
    private long scheduled;
    private boolean shutdown;

    public ManualScheduler(ManualClock clock) {
        this.clock = clock;
    }

    /**
     * Moves the clock, stopping at each task that falls due on the way.
     *
     * @throws IllegalStateException if a task failed
     */
    public void advance(Duration by) {
        var target = clock.instant().plus(by);
        for (var task = due(target); task != null; task = due(target)) {
            clock.moveTo(task.at);
            task.run();
            if (task.state() == State.FAILED) {
                throw new IllegalStateException("a scheduled task failed", task.exceptionNow());
            }
        }
        clock.moveTo(target);
    }

    /** How long until the next task; null when nothing is scheduled. */
    public synchronized @Nullable Duration untilNext() {
        tasks.removeIf(Task::isCancelled);
        var next = tasks.peek();
        return next == null ? null : Duration.between(clock.instant(), next.at);
    }

    private synchronized @Nullable Task<?> due(Instant target) {
        tasks.removeIf(Task::isCancelled);
        var next = tasks.peek();
        return next == null || next.at.isAfter(target) ? null : tasks.poll();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return schedule(Executors.callable(command), delay, unit);
    }

    @Override
    public synchronized <V> ScheduledFuture<V> schedule(
            Callable<V> callable, long delay, TimeUnit unit) {
        var at = clock.instant().plus(Duration.of(Math.max(0, delay), unit.toChronoUnit()));
        var task = new Task<>(callable, at, scheduled++);
        tasks.add(task);
        return task;
    }

    /** Not offered: a task that repeats schedules its next run itself. */
    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(
            Runnable command, long initialDelay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException("schedule the next run from the run before");
    }

    /** Not offered: a task that repeats schedules its next run itself. */
    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
            Runnable command, long initialDelay, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("schedule the next run from the run before");
    }

    @Override
    public void execute(Runnable command) {
        command.run();
    }

    @Override
    public synchronized void shutdown() {
        shutdown = true;
        tasks.clear();
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        return List.of();
    }

    @Override
    public synchronized boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return isShutdown();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isShutdown();
    }

    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final Instant at;
        private final long number;

        Task(Callable<V> callable, Instant at, long number) {
            super(callable);
            this.at = at;
            this.number = number;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(clock.instant(), at));
        }

        @Override
        public int compareTo(Delayed other) {
            var task = (Task<?>) other;
            var byTime = at.compareTo(task.at);
            return byTime != 0 ? byTime : Long.compare(number, task.number);
        }
    }
}
