package dev.danmaku.store;

import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.store.row.TypeCode;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * Which events to find: all whose time lies in a range, made fewer by what else is said.
 *
 * @param from Unix milliseconds
 * @param to Unix milliseconds, not included
 * @param platform null for all; there must be one where room or user are given
 * @param room null for all of the platform
 * @param user the platform's id of who did it; with pseudonyms, the pseudonym
 * @param types names of the schema; empty for all
 * @param words that a chat, superchat or notice contains as they are, but for case, width and what cannot be seen; null for any
 */
public record EventQuery(
        long from,
        long to,
        @Nullable Platform platform,
        @Nullable String room,
        @Nullable String user,
        Set<String> types,
        @Nullable String words,
        boolean newestFirst) {

    public EventQuery {
        types = Set.copyOf(types);
        var _ = TypeCode.of(types); // says which there are, where one is none
        if (platform == null && (room != null || user != null)) {
            throw new IllegalArgumentException("a room or a user is one of a platform");
        }
        if (user != null && user.isEmpty()) {
            throw new IllegalArgumentException("a user has an id");
        }
    }

    /** Everything in a range, the oldest first. */
    public static EventQuery between(long from, long to) {
        return new EventQuery(from, to, null, null, null, Set.of(), null, false);
    }

    /** Everything there is, the oldest first. */
    public static EventQuery all() {
        return between(0, Long.MAX_VALUE);
    }

    public EventQuery of(Platform asked) {
        return new EventQuery(from, to, asked, room, user, types, words, newestFirst);
    }

    public EventQuery in(RoomId asked) {
        return in(asked.platform(), asked.id());
    }

    public EventQuery in(Platform asked, String askedRoom) {
        return new EventQuery(from, to, asked, askedRoom, user, types, words, newestFirst);
    }

    public EventQuery by(Platform asked, String askedUser) {
        return new EventQuery(from, to, asked, room, askedUser, types, words, newestFirst);
    }

    public EventQuery types(String... asked) {
        return new EventQuery(from, to, platform, room, user, Set.of(asked), words, newestFirst);
    }

    public EventQuery saying(String asked) {
        return new EventQuery(from, to, platform, room, user, types, asked, newestFirst);
    }

    public EventQuery newestBeforeOldest() {
        return new EventQuery(from, to, platform, room, user, types, words, true);
    }
}
