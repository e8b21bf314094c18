package dev.danmaku.store;

import org.jspecify.annotations.Nullable;

/**
 * A stream of a room, as far as it was heard.
 *
 * @param from of its first event, Unix milliseconds
 * @param to of its last event, Unix milliseconds
 * @param live the platform's id of it; null where the platform names none
 * @param job under which it was watched last; 0 where nobody held the room
 */
public record Broadcast(long from, long to, @Nullable String live, long job, long chats) {}
