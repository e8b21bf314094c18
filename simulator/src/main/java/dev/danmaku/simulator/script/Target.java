package dev.danmaku.simulator.script;

import dev.danmaku.room.RoomId;

import java.util.List;

/** Whom an action is for. */
public sealed interface Target {

    record Rooms(List<RoomId> ids) implements Target {
        public Rooms {
            ids = List.copyOf(ids);
        }
    }

    /** Every room there is at that moment, each by itself. */
    record EveryRoom() implements Target {}

    /** The platform as a whole: its faults count over all rooms together. */
    record WholePlatform() implements Target {}
}
