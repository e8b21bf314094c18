package dev.danmaku.bench.figure;

import java.util.Arrays;
import java.util.Locale;

/** Durations of many runs of one thing, in milliseconds, sorted. */
public final class Spread {
    private final double[] sorted;

    private Spread(double[] sorted) {
        this.sorted = sorted;
    }

    /** @throws IllegalArgumentException if there are none */
    public static Spread ofMillis(double[] millis) {
        if (millis.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        var sorted = millis.clone();
        Arrays.sort(sorted);
        return new Spread(sorted);
    }

    /** The smallest value that so many of a hundred do not exceed. */
    public double percentile(int percent) {
        var rank = (int) Math.ceil(sorted.length * percent / 100.0);
        return sorted[Math.max(0, rank - 1)];
    }

    public double max() {
        return sorted[sorted.length - 1];
    }

    public int size() {
        return sorted.length;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p99 %.1f ms, max %.1f ms",
                percentile(50),
                percentile(99),
                max());
    }
}
