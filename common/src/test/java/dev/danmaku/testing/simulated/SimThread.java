package dev.danmaku.testing.simulated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One thread of a process: does one thing after another; what it is given at once comes in order, each a moment later. */
public final class SimThread extends AbstractExecutorService implements ScheduledExecutorService {
    private final Timeline timeline;
    private final Host process;
    private final List<SimTask> late = new ArrayList<>();
    private long lastAtOnce;
    private boolean busy;
    private boolean stuck;
    private boolean shutdown;
    private boolean stopped;

    public SimThread(Timeline timeline, Host process) {
        this.timeline = timeline;
        this.process = process;
    }

    /** The process of a thread. */
    public interface Host {
        boolean alive();

        /** Nothing happens in it for now. */
        boolean frozen();
    }

    /** Unwinds the stack of a process that died while it waited. No catch of ours stops it. */
    public static final class Died extends Error {
        private static final long serialVersionUID = 1L;

        public Died(String name) {
            super(name, null, false, false);
        }
    }

    /** A task is due: now, if the thread can. */
    void take(SimTask task) {
        if (stopped || !process.alive()) {
            return;
        }
        if (busy || stuck || process.frozen()) {
            late.add(task);
            return;
        }
        busy = true;
        try {
            task.run();
        } catch (Died e) {
            // in the middle of something
        } finally {
            busy = false;
            catchUp();
        }
    }

    /** Hangs in whatever it does, or no longer. */
    public void stuck(boolean now) {
        stuck = now;
        catchUp();
    }

    /** What could not be done when it was due is due now, in the old order. */
    public void catchUp() {
        if (!busy && !stuck && !process.frozen()) {
            late.forEach(timeline::add);
            late.clear();
        }
    }

    private SimTask add(Runnable body, long at) {
        if (shutdown) {
            throw new RejectedExecutionException("shut down");
        }
        var task = new SimTask(this, body, at, timeline.number());
        timeline.add(task);
        return task;
    }

    @Override
    public void execute(Runnable command) {
        schedule(command, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        var nanos = unit.toNanos(delay);
        if (nanos > 0) {
            return add(command, timeline.nanos() + nanos);
        }
        lastAtOnce = Math.max(lastAtOnce, timeline.nanos() + timeline.latency());
        return add(command, lastAtOnce);
    }

    public void after(Duration delay, Runnable command) {
        schedule(command, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("nobody waits in a simulation");
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(
            Runnable command, long initialDelay, long period, TimeUnit unit) {
        return scheduleWithFixedDelay(command, initialDelay, period, unit);
    }

    /** Its future stands for the first run; nobody cancels a later one. */
    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
            Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return schedule(
                () -> {
                    command.run();
                    if (!shutdown) {
                        scheduleWithFixedDelay(command, delay, delay, unit);
                    }
                },
                initialDelay,
                unit);
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        stopped = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutdown;
    }
}
