package dev.danmaku.platforms.bilibili;

import dev.danmaku.platforms.Printable;

/** Bytes that are no packet, or no message, of a live room. Names why; without a stack trace, since hostile bytes must stay cheap. */
final class MalformedFrame extends Exception {
    private static final int MAX_REASON_CHARS = 160;

    MalformedFrame(String reason) {
        super(Printable.of(reason, MAX_REASON_CHARS), null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
