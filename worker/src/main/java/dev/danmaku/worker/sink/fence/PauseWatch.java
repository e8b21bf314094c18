package dev.danmaku.worker.sink.fence;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Notices that this process stood still: stopped, swapped out, or on a host that slept. A tick that comes too late tells, and so does
 * whoever asks before the tick could. Safe for use by many threads.
 */
public final class PauseWatch {
    private static final Logger LOG = LoggerFactory.getLogger(PauseWatch.class);
    private static final int TICKS = 10;

    private final long limitNanos;
    private final LongSupplier nanoTime;
    private volatile long lastTick;
    private volatile long pauses;

    /**
     * @param limit a longer standstill is a pause
     * @param nanoTime as {@link System#nanoTime}
     */
    public PauseWatch(Duration limit, LongSupplier nanoTime) {
        this.limitNanos = limit.toNanos();
        this.nanoTime = nanoTime;
        this.lastTick = nanoTime.getAsLong();
    }

    /** Ticks on a timer that nothing blocks. */
    public static PauseWatch on(ScheduledExecutorService timer, Duration limit) {
        return on(timer, limit, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    public static PauseWatch on(
            ScheduledExecutorService timer, Duration limit, LongSupplier nanoTime) {
        var watch = new PauseWatch(limit, nanoTime);
        var interval = watch.limitNanos / TICKS;
        timer.scheduleAtFixedRate(watch::tick, interval, interval, TimeUnit.NANOSECONDS);
        return watch;
    }

    void tick() {
        pauses();
        lastTick = nanoTime.getAsLong();
    }

    /** How often it stood still so far, this moment included. */
    public long pauses() {
        if (nanoTime.getAsLong() - lastTick > limitNanos) {
            noticed();
        }
        return pauses;
    }

    private synchronized void noticed() {
        var stood = nanoTime.getAsLong() - lastTick;
        if (stood > limitNanos) {
            lastTick = nanoTime.getAsLong();
            pauses++;
            LOG.warn(
                    "this process stood still for {} s: nothing it reads is stored before its rooms are confirmed",
                    TimeUnit.NANOSECONDS.toSeconds(stood));
        }
    }
}
