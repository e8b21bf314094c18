package dev.danmaku.testing.simulated;

import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Something that a thread is to do. */
public final class SimTask implements ScheduledFuture<Object> {
    private final SimThread thread;
    private final Runnable body;
    private final long at;
    private final long number;
    private boolean cancelled;
    private boolean done;

    SimTask(SimThread thread, Runnable body, long at, long number) {
        this.thread = thread;
        this.body = body;
        this.at = at;
        this.number = number;
    }

    SimThread thread() {
        return thread;
    }

    long at() {
        return at;
    }

    long number() {
        return number;
    }

    void run() {
        if (!cancelled) {
            done = true;
            body.run();
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        cancelled = !done;
        return cancelled;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public boolean isDone() {
        return done || cancelled;
    }

    @Override
    public Object get() {
        throw new UnsupportedOperationException("nobody waits in a simulation");
    }

    @Override
    public Object get(long timeout, TimeUnit unit) {
        throw new UnsupportedOperationException("nobody waits in a simulation");
    }

    @Override
    public long getDelay(TimeUnit unit) {
        throw new UnsupportedOperationException("nobody asks in a simulation");
    }

    @Override
    public int compareTo(Delayed other) {
        throw new UnsupportedOperationException("the timeline orders tasks");
    }
}
