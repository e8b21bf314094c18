package dev.danmaku.platforms.douyu;

/**
 * The stream holds no packet where one begins. Nothing marks the next one, so the connection is of no more use. Without a stack
 * trace, since hostile bytes must stay cheap.
 */
final class OutOfStep extends Exception {

    OutOfStep(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
