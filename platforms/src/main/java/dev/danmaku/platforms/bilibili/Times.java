package dev.danmaku.platforms.bilibili;

/** The platform's clock, as far as it can be believed. */
final class Times {
    private static final long YEAR_2001_MILLIS = 1_000_000_000_000L;
    private static final long YEAR_2286_MILLIS = 10_000_000_000_000L;
    /** Chats told seconds until about 2020. */
    private static final long MOST_SECONDS = 100_000_000_000L;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private Times() {}

    /** Unix milliseconds of a number that has been either; 0 where it can be neither. */
    static long ofEither(long secondsOrMillis) {
        return secondsOrMillis < MOST_SECONDS
                ? ofSeconds(secondsOrMillis)
                : orZero(secondsOrMillis);
    }

    static long ofSeconds(long seconds) {
        return seconds > 0 && seconds < MOST_SECONDS ? orZero(seconds * 1_000) : 0;
    }

    static long ofNanos(long nanos) {
        return orZero(nanos / NANOS_PER_MILLI);
    }

    /** The time where it can be Unix milliseconds of a message, else 0: absent, or nonsense. */
    static long orZero(long millis) {
        return millis >= YEAR_2001_MILLIS && millis < YEAR_2286_MILLIS ? millis : 0;
    }
}
