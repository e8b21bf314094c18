package dev.danmaku.simulator.bilibili;

import dev.danmaku.simulator.room.Action;
import dev.danmaku.simulator.room.SimulatedPlatform;
import dev.danmaku.simulator.room.SimulatedRoom;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Tells every room, every while, which rooms of the whole site stopped since the last time. Lives on one thread. */
final class StoppedRooms {
    private final SimulatedPlatform platform;
    private final Duration interval;
    private Set<String> live = Set.of();

    StoppedRooms(SimulatedPlatform platform, Duration interval) {
        this.platform = platform;
        this.interval = interval;
    }

    /** Ends with the executor. */
    void startOn(ScheduledExecutorService executor) {
        if (interval.isPositive()) {
            executor.scheduleAtFixedRate(
                    this::tell, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void tell() {
        var now = platform.rooms().stream()
                .filter(room -> room.broadcast().isPresent())
                .map(room -> room.id().id())
                .collect(Collectors.toSet());
        var stopped = new HashSet<>(live);
        stopped.removeAll(now);
        live = now;
        var ids = String.join(",", stopped);
        platform.rooms().stream()
                .filter(StoppedRooms::watched)
                .forEach(room -> room.perform(new Action.Tell("stopped", ids)));
    }

    private static boolean watched(SimulatedRoom room) {
        return room.counts().joined() > 0;
    }
}
