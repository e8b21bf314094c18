package dev.danmaku.platforms.kuaishou.lookup;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Leaves the site alone for a while. Safe for use by many threads. */
final class CoolDown {
    private final LongSupplier nanoTime;
    private long untilNanos;
    private boolean on;
    private String reason = "";

    CoolDown(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A longer one that runs already stays. */
    synchronized void start(Duration rest, String why) {
        if (rest.compareTo(remaining()) > 0) {
            untilNanos = nanoTime.getAsLong() + rest.toNanos();
            on = true;
            reason = why;
        }
    }

    /** Zero where there is nothing to wait for. */
    synchronized Duration remaining() {
        var nanos = on ? untilNanos - nanoTime.getAsLong() : 0;
        if (nanos <= 0) {
            on = false;
            return Duration.ZERO;
        }
        return Duration.ofNanos(nanos);
    }

    synchronized String reason() {
        return reason;
    }
}
