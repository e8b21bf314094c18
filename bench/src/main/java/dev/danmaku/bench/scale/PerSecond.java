package dev.danmaku.bench.scale;

import java.util.Arrays;

/** Counts something by the second of simulated time. */
final class PerSecond {
    private static final long NANOS = 1_000_000_000;

    private int[] counts = new int[64];

    void count(long nanos, int howMany) {
        var second = Math.toIntExact(nanos / NANOS);
        if (second >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(second + 1, 2 * counts.length));
        }
        counts[second] += howMany;
    }

    /** The most in one second of a time. */
    int peak(long fromNanos, long toNanos) {
        return seconds(fromNanos, toNanos).max().orElse(0);
    }

    long sum(long fromNanos, long toNanos) {
        return seconds(fromNanos, toNanos).asLongStream().sum();
    }

    private java.util.stream.IntStream seconds(long fromNanos, long toNanos) {
        var from = Math.toIntExact(Math.min(counts.length, fromNanos / NANOS));
        var to = Math.toIntExact(Math.min(counts.length, toNanos / NANOS + 1));
        return Arrays.stream(counts, from, Math.max(from, to));
    }
}
