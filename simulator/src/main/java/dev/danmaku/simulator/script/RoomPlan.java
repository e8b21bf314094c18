package dev.danmaku.simulator.script;

import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.room.Quirk;
import dev.danmaku.simulator.room.Rates;

import java.util.Set;

/** A room as a script begins with it. */
public record RoomPlan(RoomId id, boolean live, Rates rates, Set<Quirk> quirks) {
    public RoomPlan {
        quirks = Set.copyOf(quirks);
    }
}
