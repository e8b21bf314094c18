package dev.danmaku.platforms.session;

import java.math.BigDecimal;
import java.time.Duration;

/** Texts for people. */
final class Texts {
    private Texts() {}

    /** {@code 10 s}, {@code 0.25 s}. */
    static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString()
                + " s";
    }
}
