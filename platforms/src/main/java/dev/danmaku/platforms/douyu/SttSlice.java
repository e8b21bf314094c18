package dev.danmaku.platforms.douyu;

import java.util.Arrays;

/** Values of STT as they stand in the bytes: {@code @S} is a slash and {@code @A} an at sign, undone once for each level. */
final class SttSlice {
    private SttSlice() {}

    static String text(byte[] bytes, int from, int to, boolean escaped) {
        if (!escaped) {
            return Utf8.text(bytes, from, to);
        }
        var plain = new byte[to - from];
        return Utf8.text(plain, 0, unescape(bytes, from, to, plain, 0));
    }

    /** The bytes of a nested map or list. */
    static byte[] unescaped(byte[] bytes, int from, int to) {
        var plain = new byte[to - from];
        return Arrays.copyOf(plain, unescape(bytes, from, to, plain, 0));
    }

    /**
     * In one pass, since {@code @AS} is the text {@code @S}. An at sign before anything else stays as it is.
     *
     * @return where the plain bytes end in the target
     */
    static int unescape(byte[] bytes, int from, int to, byte[] target, int start) {
        var end = start;
        for (var at = from; at < to; at++) {
            var b = bytes[at];
            if (b == '@' && at + 1 < to) {
                var mark = bytes[at + 1];
                if (mark == 'S' || mark == 'A') {
                    b = mark == 'S' ? (byte) '/' : (byte) '@';
                    at++;
                }
            }
            target[end++] = b;
        }
        return end;
    }
}
