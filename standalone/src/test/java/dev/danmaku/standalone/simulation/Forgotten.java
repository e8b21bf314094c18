package dev.danmaku.standalone.simulation;

import dev.danmaku.room.RoomId;
import dev.danmaku.testing.simulated.Timeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What only a Redis knew that lost its data, and nobody can bring back: rooms that no worker had (not taken yet, parked, on their way
 * out), rooms whose worker went before it could write them back, and what people said just then. People have to say that again.
 */
final class Forgotten {
    /** What was said so shortly before may not have reached the worker. */
    private static final Duration BEFORE = Duration.ofSeconds(6);
    /** By then the registry is rebuilt, and everybody has written back: a fresh Redis, and patience with the frozen. */
    private static final Duration AFTER = Duration.ofSeconds(40);

    private final Timeline timeline;
    private final List<Long> losses = new ArrayList<>();
    private final Map<RoomId, List<Long>> said = new HashMap<>();
    private final Set<RoomId> unknown = new LinkedHashSet<>();

    Forgotten(Timeline timeline) {
        this.timeline = timeline;
    }

    /** @param known rooms that a living worker holds */
    void lost(Set<RoomId> all, Set<RoomId> known) {
        losses.add(timeline.nanos());
        all.stream().filter(room -> !known.contains(room)).forEach(unknown::add);
    }

    /** People added or took off a room, or the platform ended it. */
    void said(RoomId room) {
        said.computeIfAbsent(room, r -> new ArrayList<>()).add(timeline.nanos());
    }

    /** A worker went, and with it what it knew. */
    void gone(RoomId held) {
        if (losses.stream().anyMatch(loss -> timeline.nanos() <= loss + AFTER.toNanos())) {
            unknown.add(held);
        }
    }

    boolean has(RoomId room) {
        return unknown.contains(room)
                || said.getOrDefault(room, List.of()).stream()
                        .anyMatch(at -> losses.stream()
                                .anyMatch(loss -> at >= loss - BEFORE.toNanos()
                                        && at <= loss + AFTER.toNanos()));
    }
}
