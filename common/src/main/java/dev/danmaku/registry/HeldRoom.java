package dev.danmaku.registry;

import dev.danmaku.event.Epoch;
import dev.danmaku.room.RoomId;

/**
 * A room as its holder knows it.
 *
 * @param epoch generation of the record, job and term
 */
public record HeldRoom(RoomId room, Epoch epoch, boolean joined) {}
