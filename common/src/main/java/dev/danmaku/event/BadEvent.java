package dev.danmaku.event;

/** A text that is no event of the public schema. The message says why, and never repeats the text. */
public final class BadEvent extends IllegalArgumentException {
    BadEvent(String message) {
        super(message);
    }

    BadEvent(String message, Throwable cause) {
        super(message, cause);
    }
}
