package dev.danmaku.platforms.kuaishou;

/** Bytes that are no frame of the socket. The message names why; without a stack trace, since hostile bytes must stay cheap. */
final class MalformedFrame extends Exception {

    MalformedFrame(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
