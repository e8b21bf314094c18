package dev.danmaku.store.export;

import dev.danmaku.event.Price;

import java.math.BigDecimal;

/** What something cost, as people write it. */
final class Money {
    private static final String YUAN = "CNY/1000";

    private Money() {}

    static boolean isYuan(Price price) {
        return price.unit().equals(YUAN);
    }

    /** In yuan where it is money, such as {@code 30} or {@code 9.9}; else the number of the platform's coins. */
    static String amount(Price price) {
        return isYuan(price)
                ? BigDecimal.valueOf(price.amount(), 3).stripTrailingZeros().toPlainString()
                : String.valueOf(price.amount());
    }
}
