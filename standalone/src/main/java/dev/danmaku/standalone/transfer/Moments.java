package dev.danmaku.standalone.transfer;

import dev.danmaku.config.DurationText;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Times as people type them. */
public final class Moments {
    private static final Pattern UNIX_MILLIS = Pattern.compile("[0-9]{12,14}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,3})?");

    private Moments() {}

    /**
     * Reads a date, a date and time with or without a zone, or Unix milliseconds.
     *
     * @param zone of what names none
     * @return Unix milliseconds
     * @throws IllegalArgumentException with a sentence if it is none of these, or lies before 1970
     */
    public static long parse(String flag, String text, ZoneId zone) {
        if (UNIX_MILLIS.matcher(text).matches()) {
            return Long.parseLong(text);
        }
        var iso = text.replaceFirst("^(\\S+) (\\S+)$", "$1T$2");
        for (var form : forms(zone)) {
            try {
                var millis = form.apply(iso);
                if (millis >= 0) {
                    return millis;
                }
            } catch (DateTimeException | ArithmeticException e) {
                continue;
            }
        }
        throw new IllegalArgumentException(
                "%s %s is no time: write 2026-11-20, 2026-11-20T12:00:00, 2026-11-20T12:00:00+08:00 or Unix milliseconds"
                        .formatted(flag, text));
    }

    private static List<Function<String, Long>> forms(ZoneId zone) {
        return List.of(
                text -> OffsetDateTime.parse(text).toInstant().toEpochMilli(),
                text -> LocalDateTime.parse(text).atZone(zone).toInstant().toEpochMilli(),
                text -> LocalDate.parse(text).atStartOfDay(zone).toInstant().toEpochMilli());
    }

    /**
     * Reads seconds, {@code -3.5}, or a duration, {@code +1m}, {@code -PT2M3S}.
     *
     * @return milliseconds
     * @throws IllegalArgumentException with a sentence if it is neither
     */
    public static long parseOffset(String flag, String text) {
        var negative = text.startsWith("-");
        var length = negative || text.startsWith("+") ? text.substring(1) : text;
        try {
            var millis = SECONDS.matcher(length).matches()
                    ? new BigDecimal(length).movePointRight(3).longValueExact()
                    : length(length).toMillis();
            return negative ? -millis : millis;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "%s %s is no offset: write seconds, such as 12 or -3.5, or a duration, such as -1m or PT2M3S"
                            .formatted(flag, text),
                    e);
        }
    }

    private static Duration length(String text) {
        var length = DurationText.parse(text);
        if (length.isNegative()) {
            throw new IllegalArgumentException("the sign stands before it");
        }
        return length;
    }
}
