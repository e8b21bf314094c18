package dev.danmaku.registry;

import dev.danmaku.room.RoomId;

import java.util.List;

/**
 * @param generation the current one, or the coming one while rebuilding
 * @param rebuilding Redis lost its data: check all rooms under this generation, then beat with it as restored
 * @param lost rooms that others took over since the last beat: check them
 */
public record BeatAnswer(long generation, boolean rebuilding, List<RoomId> lost) {
    public BeatAnswer {
        lost = List.copyOf(lost);
    }
}
