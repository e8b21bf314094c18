package dev.danmaku.simulator.script;

import java.time.Duration;
import java.util.regex.Pattern;

/** Times as people write them: {@code 200ms}, {@code 5s}, {@code 1.5s}, {@code 2m}, {@code 1h}. */
final class Durations {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?)(ms|s|m|h)");

    private Durations() {}

    static Duration parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new BadScript("'%s' is no time: write 200ms, 5s, 2m or 1h".formatted(text));
        }
        var millis = switch (match.group(2)) {
            case "ms" -> 1L;
            case "s" -> 1_000L;
            case "m" -> 60_000L;
            default -> 3_600_000L;
        };
        return Duration.ofNanos(Math.round(Double.parseDouble(match.group(1)) * millis * 1e6));
    }
}
