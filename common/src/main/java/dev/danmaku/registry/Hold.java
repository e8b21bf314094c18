package dev.danmaku.registry;

import dev.danmaku.room.RoomId;

/**
 * A worker's claim to be the holder of a room. Scripts change a record only where job and session are both in it.
 *
 * @param session the worker session's id
 */
public record Hold(RoomId room, long job, String session) {}
