package dev.danmaku.platforms.douyu;

import dev.danmaku.platforms.EventKeys;
import dev.danmaku.platforms.Slice;

import org.jspecify.annotations.Nullable;

/** Identities of events: the platform's own id, else a hash of the whole message, which is the same for every holder. */
final class BodyKeys {
    /** With its prefix. A longer id is not believed: keys are kept by the million. */
    private static final int MAX_KEY_CHARS = 67;

    private static final long MINUTE_MILLIS = 60_000;

    private BodyKeys() {}

    /** By the id in that field; null where there is none. */
    static @Nullable String ofId(SttMap message, String field) {
        var key = message.between("id:", field, "");
        return key == null || key.length() > MAX_KEY_CHARS ? null : key;
    }

    /** Of a message that differs from every other one. */
    static String ofBody(String kind, SttMap message) {
        return hash(kind, 0, message);
    }

    /**
     * Of a message that says no time and may come again just the same: the minute of its coming keeps the two apart. Two holders
     * differ where one heard it before the full minute and the other after.
     */
    static String ofBody(String kind, SttMap message, long receivedAt) {
        return hash(kind, receivedAt / MINUTE_MILLIS * MINUTE_MILLIS, message);
    }

    private static String hash(String kind, long minute, SttMap message) {
        var body = new Slice(message.bytes(), message.from(), message.to());
        return EventKeys.hashed(kind, minute, Slice.EMPTY, body, 0);
    }
}
