package dev.danmaku.platforms.kuaishou.lookup;

import org.jspecify.annotations.Nullable;

/**
 * What the platform's lists say of a gift.
 *
 * @param coins price of one in the platform's coin, of which ten cost a yuan; null where no list says it, which is not 0
 */
public record GiftKind(@Nullable String name, @Nullable Long coins) {
    public static final GiftKind UNKNOWN = new GiftKind(null, null);
}
