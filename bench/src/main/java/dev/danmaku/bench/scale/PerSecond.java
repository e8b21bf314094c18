package dev.danmaku.bench.scale;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Counts something by the second of simulated time. */
final class PerSecond {
    private static final long NANOS = 1_000_000_000;

    private int[] counts = new int[64];

    void count(long nanos, int howMany) {
        var second = second(nanos);
        if (second >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(second + 1, 2 * counts.length));
        }
        counts[second] += howMany;
    }

    /** In this second since the beginning. */
    int in(int second) {
        return second < counts.length ? counts[second] : 0;
    }

    /** The second of a time that had the most. */
    int busiest(long fromNanos, long toNanos) {
        return IntStream.rangeClosed(second(fromNanos), second(toNanos))
                .boxed()
                .max(Comparator.comparingInt(this::in))
                .orElseThrow();
    }

    /** The most in one second of a time. */
    int peak(long fromNanos, long toNanos) {
        return seconds(fromNanos, toNanos).max().orElse(0);
    }

    long sum(long fromNanos, long toNanos) {
        return seconds(fromNanos, toNanos).asLongStream().sum();
    }

    private IntStream seconds(long fromNanos, long toNanos) {
        return IntStream.rangeClosed(second(fromNanos), second(toNanos)).map(this::in);
    }

    private static int second(long nanos) {
        return Math.toIntExact(nanos / NANOS);
    }
}
