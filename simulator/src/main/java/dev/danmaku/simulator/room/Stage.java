package dev.danmaku.simulator.room;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What all rooms of a platform share. */
record Stage(
        Wire wire,
        RoomRules rules,
        Content content,
        Tokens tokens,
        InstantSource clock,
        TokenRule anyOwnToken,
        Totals totals,
        Map<String, SimulatedRoom> streams) {

    Stage(Wire wire, RoomRules rules, Content content, Tokens tokens, InstantSource clock) {
        this(
                wire,
                rules,
                content,
                tokens,
                clock,
                new TokenRule(0, rules.entryRefusal()),
                new Totals(),
                new ConcurrentHashMap<>());
    }
}
