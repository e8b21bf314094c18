package dev.danmaku.platforms.douyu;

/** One packet that makes no sense; the next one may. Without a stack trace, since hostile bytes must stay cheap. */
final class MalformedPacket extends Exception {

    MalformedPacket(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
