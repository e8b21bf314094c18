package dev.danmaku.event;

import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

/**
 * One decoded thing that happened in a room.
 *
 * @param room the room's id, resolved; null only where a lone frame does not say it
 * @param at when it happened, Unix milliseconds: the platform's time where it gives one, else receivedAt
 * @param receivedAt when we read it, Unix milliseconds
 * @param key identity within the room: {@code id:} and the platform's id, or {@code h:} and a hash of content and time
 * @param live the platform's id of this broadcast
 * @param epoch under which it was heard; null where nobody holds the room (watch, decode)
 * @param raw the platform's message, if keeping it is switched on
 */
public record Event(
        Platform platform,
        @Nullable String room,
        long at,
        long receivedAt,
        String key,
        @Nullable String live,
        @Nullable Epoch epoch,
        EventBody body,
        @Nullable String raw) {

    /** Of the public schema. */
    public static final int SCHEMA_VERSION = 1;

    /** The same event, heard under an epoch. */
    public Event under(@Nullable Epoch heardUnder) {
        return new Event(platform, room, at, receivedAt, key, live, heardUnder, body, raw);
    }

    /** The same event, after a closer look at what it says. */
    public Event saying(EventBody said) {
        return said == body
                ? this
                : new Event(platform, room, at, receivedAt, key, live, epoch, said, raw);
    }

    /** The same event, of a room that the frame did not name. */
    public Event in(String namedRoom) {
        return new Event(platform, namedRoom, at, receivedAt, key, live, epoch, body, raw);
    }
}
