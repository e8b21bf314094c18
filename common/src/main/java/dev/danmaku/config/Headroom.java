package dev.danmaku.config;

/**
 * What is held ready beyond what is needed: so many rooms, or so many per cent of the rooms there are.
 *
 * @param amount at most {@link #MOST_ROOMS} or {@link #MOST_PERCENT}
 */
public record Headroom(int amount, boolean isPercent) {
    static final int MOST_ROOMS = 1_000_000;
    static final int MOST_PERCENT = 1000;

    private static final String PERCENT = "%";
    private static final long WHOLE = 100;

    public Headroom {
        if (amount < 0 || amount > (isPercent ? MOST_PERCENT : MOST_ROOMS)) {
            throw new IllegalArgumentException(
                    "headroom is up to %d rooms or %d %%".formatted(MOST_ROOMS, MOST_PERCENT));
        }
    }

    /** @throws IllegalArgumentException if it is neither a number nor one with a per cent sign */
    static Headroom parse(String text) {
        return text.endsWith(PERCENT)
                ? new Headroom(
                        Integer.parseInt(text.substring(0, text.length() - 1).strip()), true)
                : new Headroom(Integer.parseInt(text), false);
    }

    /** So many rooms and the headroom; a part of a room counts as one. */
    public long over(long rooms) {
        return rooms + (isPercent ? Math.ceilDiv(rooms * amount, WHOLE) : amount);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return isPercent ? amount + PERCENT : String.valueOf(amount);
    }
}
