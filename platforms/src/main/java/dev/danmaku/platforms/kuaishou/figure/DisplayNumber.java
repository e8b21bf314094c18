package dev.danmaku.platforms.kuaishou.figure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Numbers as the site shows them: {@code 2735}, {@code 1000+}, {@code 98.5万}, {@code 1,234}, {@code 1.2亿}, {@code 5.6w}. */
public final class DisplayNumber {
    /** Longer ones are no numbers. */
    static final int MAX_CHARS = 24;

    private static final Pattern SHAPE =
            Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?)([万wW亿]?)");

    private DisplayNumber() {}

    /** What the text says; empty where it says no number. */
    public static OptionalLong parse(String display) {
        if (display.isEmpty() || display.length() > MAX_CHARS) {
            return OptionalLong.empty();
        }
        var shape = SHAPE.matcher(display.replace("+", "").replace(",", "").strip());
        if (!shape.matches()) {
            return OptionalLong.empty();
        }
        var tens = switch (shape.group(2)) {
            case "万", "w", "W" -> 4;
            case "亿" -> 8;
            default -> 0;
        };
        var exact = new BigDecimal(shape.group(1)).movePointRight(tens);
        return exact.precision() - exact.scale() > 18
                ? OptionalLong.empty()
                : OptionalLong.of(exact.setScale(0, RoundingMode.DOWN).longValueExact());
    }
}
