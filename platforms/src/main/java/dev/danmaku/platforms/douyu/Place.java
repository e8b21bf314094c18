package dev.danmaku.platforms.douyu;

import org.jspecify.annotations.Nullable;

/**
 * Where we listen.
 *
 * @param room the id that the room's events carry
 * @param rid the real room id, which the platform's messages carry
 * @param owner the streamer's user id; null where we don't know it
 * @param live the platform's id of this broadcast
 */
record Place(String room, long rid, @Nullable String owner, String live) {}
