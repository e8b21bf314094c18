package dev.danmaku.platforms.douyu;

import java.time.Duration;

/** Times that messages claim. Some are a viewer's own clock, which may be minutes or years away. */
final class Times {
    private static final long NEAR_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final long RECENT_MILLIS = Duration.ofDays(1).toMillis();
    /** Fewer digits are seconds. */
    private static final long LEAST_MILLIS = 100_000_000_000L;

    private Times() {}

    /** The claimed time where it is within a minute of ours, else ours. */
    static long near(long claimed, long receivedAt) {
        return within(NEAR_MILLIS, claimed, receivedAt);
    }

    /** The claimed time where it is within a day of ours, else ours: for what is told again and again. */
    static long recent(long claimed, long receivedAt) {
        return within(RECENT_MILLIS, claimed, receivedAt);
    }

    private static long within(long limit, long claimed, long receivedAt) {
        var millis = Math.abs(claimed) < LEAST_MILLIS ? claimed * 1000 : claimed;
        return Math.abs(millis - receivedAt) <= limit ? millis : receivedAt;
    }
}
