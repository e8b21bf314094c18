package dev.danmaku.event;

import java.util.Comparator;

/**
 * Under whose watch something was heard. Readers keep the highest and refuse what an older holder adds late.
 *
 * @param generation of the registry when the holder wrote or restored its record
 * @param job id of the job the holder carries out
 * @param term raised by every take and take-over of that job
 */
public record Epoch(long generation, long job, long term) implements Comparable<Epoch> {
    private static final Comparator<Epoch> ORDER = Comparator.comparingLong(Epoch::generation)
            .thenComparingLong(Epoch::job)
            .thenComparingLong(Epoch::term);

    @Override
    public int compareTo(Epoch other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return generation + "-" + job + "-" + term;
    }
}
