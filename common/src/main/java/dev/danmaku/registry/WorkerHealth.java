package dev.danmaku.registry;

import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How a worker says that it is, as of its last beat. What an older version does not say is null.
 *
 * @param standingBy it was told to give its rooms away and to take none until it is told to go on
 * @param loopLagMillis how late its slowest event loop was lately
 * @param heapUsedMib heap in use, MiB
 * @param heapMaxMib heap that it may use, MiB
 * @param eventsPerSecond that it handed to its sinks lately
 * @param eventsPerSecondOf the same by platform; empty where it does not tell
 * @param sinks empty where it does not tell
 */
public record WorkerHealth(
        boolean standingBy,
        @Nullable Long loopLagMillis,
        @Nullable Long heapUsedMib,
        @Nullable Long heapMaxMib,
        @Nullable Long eventsPerSecond,
        Map<Platform, Long> eventsPerSecondOf,
        List<SinkHealth> sinks) {
    static final WorkerHealth UNKNOWN =
            new WorkerHealth(false, null, null, null, null, Map.of(), List.of());

    public WorkerHealth {
        eventsPerSecondOf = Map.copyOf(eventsPerSecondOf);
        sinks = List.copyOf(sinks);
    }

    static WorkerHealth of(JsonFields fields) {
        return new WorkerHealth(
                fields.isTrue("standingBy"),
                fields.optional("loopLagMs"),
                fields.optional("heapUsedMib"),
                fields.optional("heapMaxMib"),
                fields.optional("eventsPerSecond"),
                fields.object("eventsPerSecondOf").map(WorkerHealth::byPlatform).orElse(Map.of()),
                fields.objects("sinks", SinkHealth.MOST).stream()
                        .map(SinkHealth::of)
                        .toList());
    }

    private static Map<Platform, Long> byPlatform(JsonFields fields) {
        var found = new EnumMap<Platform, Long>(Platform.class);
        for (var platform : Platform.values()) {
            var rate = fields.optional(platform.label());
            if (rate != null) {
                found.put(platform, rate);
            }
        }
        return found;
    }
}
