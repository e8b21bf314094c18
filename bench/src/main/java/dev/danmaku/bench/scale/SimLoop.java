package dev.danmaku.bench.scale;

import dev.danmaku.testing.simulated.SimThread;

import io.netty.util.concurrent.AbstractScheduledEventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import io.netty.util.concurrent.Ticker;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A Netty executor on a simulated thread, for what is written for event loops. Lives as long as its process. */
final class SimLoop extends AbstractScheduledEventExecutor {
    private final SimThread thread;
    private final Ticker ticker;

    SimLoop(SimThread thread, LongSupplier nanos) {
        this.thread = thread;
        this.ticker = new SimTicker(nanos);
    }

    private record SimTicker(LongSupplier nanos) implements Ticker {
        @Override
        public long initialNanoTime() {
            return 0;
        }

        @Override
        public long nanoTime() {
            return nanos.getAsLong();
        }

        @Override
        public void sleep(long delay, TimeUnit unit) {
            throw new UnsupportedOperationException("nobody waits in a simulation");
        }
    }

    @Override
    public Ticker ticker() {
        return ticker;
    }

    @Override
    public void execute(Runnable command) {
        thread.execute(command);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        var planned = super.schedule(command, delay, unit);
        thread.schedule(this::runDue, Math.max(1, unit.toNanos(delay)), TimeUnit.NANOSECONDS);
        return planned;
    }

    private void runDue() {
        for (var due = pollScheduledTask(); due != null; due = pollScheduledTask()) {
            due.run();
        }
    }

    @Override
    public boolean inEventLoop(Thread asked) {
        return true;
    }

    @Override
    public boolean isShuttingDown() {
        return false;
    }

    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        throw new UnsupportedOperationException("it ends with its process");
    }

    @Override
    public Future<?> terminationFuture() {
        throw new UnsupportedOperationException("it ends with its process");
    }

    @Override
    @Deprecated
    public void shutdown() {
        throw new UnsupportedOperationException("it ends with its process");
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }
}
