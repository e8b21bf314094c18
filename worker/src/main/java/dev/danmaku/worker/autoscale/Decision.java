package dev.danmaku.worker.autoscale;

/**
 * The number of slots was changed.
 *
 * @param atNanos when, as {@link System#nanoTime}
 * @param from slots before
 * @param to slots since
 * @param reason with the numbers that caused it, for people
 */
public record Decision(long atNanos, int from, int to, String reason) {
    /** Whether there are more than before. */
    public boolean isGrowth() {
        return to > from;
    }
}
