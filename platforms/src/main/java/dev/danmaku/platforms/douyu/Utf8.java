package dev.danmaku.platforms.douyu;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Text of strangers. Some senders write an emoji as its two surrogates, three bytes each (CESU-8): such a pair is joined. All
 * else that is malformed becomes U+FFFD.
 */
final class Utf8 {
    private static final int SURROGATE_LEAD = 0xED;
    private static final int PAIR_BYTES = 6;

    private Utf8() {}

    static String text(byte[] bytes, int from, int to) {
        for (var at = from; at < to - 1; at++) {
            if (startsSurrogate(bytes, at)) {
                return joined(bytes, from, to, at);
            }
        }
        return new String(bytes, from, to - from, UTF_8);
    }

    private static boolean startsSurrogate(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) == SURROGATE_LEAD && (bytes[at + 1] & 0xE0) == 0xA0;
    }

    /** Four bytes take the place of six. */
    private static String joined(byte[] bytes, int from, int to, int first) {
        var joined = new byte[to - from];
        var length = first - from;
        System.arraycopy(bytes, from, joined, 0, length);
        for (var at = first; at < to; ) {
            if (to - at >= PAIR_BYTES && isPair(bytes, at)) {
                var point = Character.toCodePoint(
                        (char) (0xD800 | (bytes[at + 1] & 0x0F) << 6 | bytes[at + 2] & 0x3F),
                        (char) (0xDC00 | (bytes[at + 4] & 0x0F) << 6 | bytes[at + 5] & 0x3F));
                joined[length++] = (byte) (0xF0 | point >> 18);
                joined[length++] = (byte) (0x80 | point >> 12 & 0x3F);
                joined[length++] = (byte) (0x80 | point >> 6 & 0x3F);
                joined[length++] = (byte) (0x80 | point & 0x3F);
                at += PAIR_BYTES;
            } else {
                joined[length++] = bytes[at++];
            }
        }
        return new String(joined, 0, length, UTF_8);
    }

    private static boolean isPair(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) == SURROGATE_LEAD
                && (bytes[at + 1] & 0xF0) == 0xA0
                && (bytes[at + 2] & 0xC0) == 0x80
                && (bytes[at + 3] & 0xFF) == SURROGATE_LEAD
                && (bytes[at + 4] & 0xF0) == 0xB0
                && (bytes[at + 5] & 0xC0) == 0x80;
    }
}
