package dev.danmaku.standalone.transfer;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Says every few seconds how far a long work is. */
public final class Progress {
    private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();
    private static final double NANOS = 1e9;
    private static final double MEGABYTE = 1e6;

    private final PrintStream to;
    private final LongSupplier nanos;
    private final long began;
    private long nextTold;

    /** @param nanos as {@link System#nanoTime()} */
    public Progress(PrintStream to, LongSupplier nanos) {
        this.to = to;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
        this.nextTold = began + INTERVAL_NANOS;
    }

    /** @param share how much of the work is done, from 0 to 1; less than 0 where nobody knows */
    public void at(long events, long bytes, double share) {
        var now = nanos.getAsLong();
        if (now - nextTold < 0) {
            return;
        }
        nextTold = now + INTERVAL_NANOS;
        to.println(line(events, bytes)
                + (share < 0
                        ? ""
                        : String.format(Locale.ROOT, ", %.0f %%", 100 * Math.min(1, share))));
    }

    /** {@code 120,000 events, 35.2 MB, 24,000 events/s}. */
    public String line(long events, long bytes) {
        var seconds = Math.max(0.001, (nanos.getAsLong() - began) / NANOS);
        return String.format(
                Locale.ROOT,
                "%,d events, %,.1f MB, %,.0f events/s",
                events,
                bytes / MEGABYTE,
                events / seconds);
    }
}
