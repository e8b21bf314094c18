package dev.danmaku.platforms.lookup;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Leaves the site alone for a while. Safe for use by many threads. */
public final class CoolDown {
    private final LongSupplier nanoTime;
    private long untilNanos;
    private boolean on;
    private String reason = "";

    public CoolDown(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A longer one that runs already stays. */
    public synchronized void start(Duration rest, String why) {
        if (rest.compareTo(remaining()) > 0) {
            untilNanos = nanoTime.getAsLong() + rest.toNanos();
            on = true;
            reason = why;
        }
    }

    /** Zero where there is nothing to wait for. */
    public synchronized Duration remaining() {
        var nanos = on ? untilNanos - nanoTime.getAsLong() : 0;
        if (nanos <= 0) {
            on = false;
            return Duration.ZERO;
        }
        return Duration.ofNanos(nanos);
    }

    public synchronized String reason() {
        return reason;
    }
}
