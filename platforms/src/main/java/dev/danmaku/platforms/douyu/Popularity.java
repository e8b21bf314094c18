package dev.danmaku.platforms.douyu;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** How much a room is talked of, as the site shows it: {@code 5622051}, {@code 353.9万}, {@code 1.2亿}. */
final class Popularity {
    private static final int MAX_CHARS = 24;
    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?)([万亿]?)");

    private Popularity() {}

    /** What the text says; -1 where it says no number. */
    static long parse(String display) {
        var shape = SHAPE.matcher(display);
        if (display.length() > MAX_CHARS || !shape.matches()) {
            return -1;
        }
        var tens = switch (shape.group(2)) {
            case "万" -> 4;
            case "亿" -> 8;
            default -> 0;
        };
        var exact = new BigDecimal(shape.group(1)).movePointRight(tens);
        return exact.precision() - exact.scale() > 18
                ? -1
                : exact.setScale(0, RoundingMode.DOWN).longValueExact();
    }

    static boolean isPlain(String display) {
        return display.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
