package dev.danmaku.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 1d}, or ISO 8601. */
public final class DurationText {
    private static final Pattern SIMPLE = Pattern.compile("([0-9]{1,10})(ms|s|m|h|d)");

    private DurationText() {}

    /** @throws IllegalArgumentException if the text is no duration; a bare number has no unit, so it is none */
    public static Duration parse(String text) {
        var simple = SIMPLE.matcher(text);
        if (!simple.matches()) {
            return parseIso(text);
        }
        var amount = Long.parseLong(simple.group(1));
        return switch (simple.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static Duration parseIso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** In the largest unit that says it exactly. */
    static String print(Duration duration) {
        var millis = duration.toMillis();
        if (millis % 1000 != 0 || millis == 0) {
            return millis + "ms";
        } else if (millis % 60_000 != 0) {
            return duration.toSeconds() + "s";
        } else if (millis % 3_600_000 != 0) {
            return duration.toMinutes() + "m";
        } else if (millis % 86_400_000 != 0) {
            return duration.toHours() + "h";
        }
        return duration.toDays() + "d";
    }
}
