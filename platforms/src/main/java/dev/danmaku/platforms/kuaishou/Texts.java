package dev.danmaku.platforms.kuaishou;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;

/** Texts of the wire, and for people. */
final class Texts {
    private Texts() {}

    /** {@code 10 s}, {@code 0.25 s}. */
    static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString()
                + " s";
    }

    /** On this wire an absent text and an empty one are the same. */
    static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
