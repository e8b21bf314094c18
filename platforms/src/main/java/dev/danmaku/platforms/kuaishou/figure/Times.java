package dev.danmaku.platforms.kuaishou.figure;

/** The platform's clock, as far as it can be believed. */
public final class Times {
    private static final long YEAR_2001_MILLIS = 1_000_000_000_000L;
    private static final long YEAR_2286_MILLIS = 10_000_000_000_000L;

    private Times() {}

    /** The time where it can be Unix milliseconds of a frame, else 0: absent, or nonsense. */
    public static long orZero(long millis) {
        return millis >= YEAR_2001_MILLIS && millis < YEAR_2286_MILLIS ? millis : 0;
    }

    /** The first of two that is known. */
    public static long firstKnown(long millis, long otherMillis) {
        var known = orZero(millis);
        return known != 0 ? known : otherMillis;
    }
}
