package dev.danmaku.worker.watch;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The events that the platform does not send: gaps, and a stream's start and end. Their keys are hashes of what makes them
 * one and the same, so that two holders of a room give a stream's end the same key.
 */
record OwnEvents(RoomId room) {
    private static final int KEY_BYTES = 8;

    Event gap(long fromMillis, long toMillis, String cause, @Nullable String live) {
        var body = new EventBody.Gap(fromMillis, toMillis, cause, null);
        return event(body, toMillis, live, fromMillis + "-" + toMillis + "-" + cause);
    }

    Event streamStarted(long nowMillis, String live, String reason) {
        return event(new EventBody.StreamStart(reason), nowMillis, live, live);
    }

    Event streamEnded(long nowMillis, String live, String reason) {
        return event(new EventBody.StreamEnd(reason), nowMillis, live, live);
    }

    private Event event(EventBody body, long nowMillis, @Nullable String live, String identity) {
        var key = key(body.type() + "\n" + room + "\n" + identity);
        return new Event(
                room.platform(), room.id(), nowMillis, nowMillis, key, live, null, body, null);
    }

    private static String key(String identity) {
        try {
            var hash = MessageDigest.getInstance("SHA-256")
                    .digest(identity.getBytes(StandardCharsets.UTF_8));
            return "h:" + HexFormat.of().formatHex(hash, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
