package dev.danmaku.testing.simulated;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** The time of a history, and what is due when. */
public final class Timeline implements InstantSource {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final long LATENCY_NANOS = Duration.ofMillis(4).toNanos();
    private static final long SLOW_NANOS = Duration.ofMillis(150).toNanos();
    private static final int SLOW_ONE_IN = 40;

    private final PriorityQueue<SimTask> due = new PriorityQueue<>(
            Comparator.comparingLong(SimTask::at).thenComparingLong(SimTask::number));
    private final SplittableRandom random;
    private long now;
    private long numbers;

    public Timeline(SplittableRandom random) {
        this.random = random;
    }

    public long nanos() {
        return now;
    }

    @Override
    public long millis() {
        return START.toEpochMilli() + now / 1_000_000;
    }

    @Override
    public Instant instant() {
        return START.plusNanos(now);
    }

    /** How long something takes that takes no time to speak of. */
    long latency() {
        return random.nextInt(SLOW_ONE_IN) == 0
                ? random.nextLong(SLOW_NANOS)
                : random.nextLong(LATENCY_NANOS);
    }

    public boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    public long upTo(Duration longest) {
        return random.nextLong(longest.toNanos());
    }

    long number() {
        return numbers++;
    }

    void add(SimTask task) {
        due.add(task);
    }

    /** Goes on until then. */
    public void runUntil(long nanos) {
        while (step(nanos)) {
            // the next one
        }
        now = Math.max(now, nanos);
    }

    public void run(Duration duration) {
        runUntil(now + duration.toNanos());
    }

    /** Carries out the next task that is due by then; false if there is none. */
    public boolean step(long until) {
        var next = due.peek();
        if (next == null || next.at() > until) {
            return false;
        }
        due.remove();
        now = Math.max(now, next.at());
        next.thread().take(next);
        return true;
    }
}
