package dev.danmaku.config;

/**
 * How many slots a worker has: {@code 1000}, or {@code 200..2000} for as many between them as it bears.
 *
 * @param min it has so many in any case
 * @param max at most {@link #MOST}
 */
public record SlotBounds(int min, int max) {
    /** Slots of one process. */
    public static final int MOST = 100_000;

    private static final String DOTS = "..";

    public SlotBounds {
        if (min < 1 || max < min || max > MOST) {
            throw new IllegalArgumentException(
                    "slots are from 1 to %d, the lower bound first".formatted(MOST));
        }
    }

    /** Always as many. */
    public static SlotBounds fixed(int slots) {
        return new SlotBounds(slots, slots);
    }

    /** @throws IllegalArgumentException if it is neither a number nor two of them */
    static SlotBounds parse(String text) {
        var dots = text.indexOf(DOTS);
        return dots < 0
                ? fixed(Integer.parseInt(text))
                : new SlotBounds(
                        Integer.parseInt(text.substring(0, dots).strip()),
                        Integer.parseInt(text.substring(dots + DOTS.length()).strip()));
    }

    /** Whether there is nothing to decide. */
    public boolean isFixed() {
        return min == max;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return isFixed() ? String.valueOf(min) : min + DOTS + max;
    }
}
