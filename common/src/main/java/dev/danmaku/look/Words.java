package dev.danmaku.look;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and names as people read them. */
final class Words {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final Instant now;
    private final ZoneId zone;

    /** @param now of the server that the times are from */
    Words(Instant now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /** {@code 2026-11-21 16:44:28 (5 min ago)}. */
    String when(@Nullable Instant time) {
        return time == null ? "unknown" : "%s (%s)".formatted(clock(time), distance(time));
    }

    /** {@code 2026-11-21 16:44:28}. */
    String clock(Instant time) {
        return TIME.format(time.atZone(zone));
    }

    /** {@code 5 min ago}, {@code in 5 min}. */
    String distance(Instant time) {
        var ahead = Duration.between(now, time);
        return ahead.isPositive() ? "in " + length(ahead) : length(ahead.abs()) + " ago";
    }

    /** {@code 0.4 s}, {@code 12 s}, {@code 5 min}, {@code 3 h}, {@code 2 d}: rounded down. */
    static String length(Duration length) {
        if (length.toSeconds() < 10) {
            return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
        }
        if (length.toMinutes() < 2) {
            return length.toSeconds() + " s";
        }
        if (length.toHours() < 2) {
            return length.toMinutes() + " min";
        }
        return length.toDays() < 2 ? length.toHours() + " h" : length.toDays() + " d";
    }

    /** What lies in Redis may be anybody's: it cannot steer the terminal. */
    static String clean(@Nullable String text) {
        return text == null ? "" : text.replaceAll("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069]", "?");
    }

    /** {@code 1 worker}, {@code 3 workers}. */
    static String count(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }
}
