package dev.danmaku.platforms.kuaishou;

import org.jspecify.annotations.Nullable;

/** Texts of the wire. */
final class Texts {
    /** The unit of prices; ten of them cost a yuan. */
    static final String COIN = "kuaishou-coin";

    private Texts() {}

    /** On this wire an absent text and an empty one are the same. */
    static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
