package dev.danmaku.registry;

import dev.danmaku.room.RoomId;

import java.util.List;
import java.util.Map;

/** What became of the records of rooms that left the lives set. */
public sealed interface GoneAnswer {

    /** @param toTell rooms that a living session holds, by session: it is to be asked to close them */
    record Settled(int deleted, Map<String, List<RoomId>> toTell) implements GoneAnswer {}

    /** No generation, or another than the misses were seen under: count the misses anew. */
    record OtherGeneration() implements GoneAnswer {}
}
