package dev.danmaku.event;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Under whose watch something was heard. Readers keep the highest and refuse what an older holder adds late.
 *
 * @param generation of the registry when the holder wrote or restored its record
 * @param job id of the job the holder carries out
 * @param term raised by every take and take-over of that job
 */
public record Epoch(long generation, long job, long term) implements Comparable<Epoch> {
    private static final Pattern SHAPE =
            Pattern.compile("(-?[0-9]{1,19})-(-?[0-9]{1,19})-(-?[0-9]{1,19})");
    private static final Comparator<Epoch> ORDER = Comparator.comparingLong(Epoch::generation)
            .thenComparingLong(Epoch::job)
            .thenComparingLong(Epoch::term);

    /**
     * Reads {@code generation-job-term}, as {@link #toString} writes it.
     *
     * @throws BadEvent if the text is no epoch
     */
    public static Epoch parse(String text) {
        var parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            throw new BadEvent("an epoch has the shape generation-job-term");
        }
        try {
            return new Epoch(
                    Long.parseLong(parts.group(1)),
                    Long.parseLong(parts.group(2)),
                    Long.parseLong(parts.group(3)));
        } catch (NumberFormatException e) {
            throw new BadEvent("an epoch's number is too large", e);
        }
    }

    @Override
    public int compareTo(Epoch other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return generation + "-" + job + "-" + term;
    }
}
