package dev.danmaku.worker;

import dev.danmaku.registry.SinkHealth;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * How a worker's process is; what is not known is null.
 *
 * @param loopLagMillis how late its slowest event loop was lately
 * @param heapUsedMib heap in use, MiB
 * @param heapMaxMib heap that it may use, MiB
 * @param eventsPerSecond handed to its sinks lately
 * @param eventsPerSecondOf the same by platform
 */
public record ProcessHealth(
        @Nullable Long loopLagMillis,
        @Nullable Long heapUsedMib,
        @Nullable Long heapMaxMib,
        @Nullable Long eventsPerSecond,
        Map<Platform, Long> eventsPerSecondOf,
        List<SinkHealth> sinks) {
    /** Nothing is known. */
    public static final ProcessHealth UNKNOWN =
            new ProcessHealth(null, null, null, null, Map.of(), List.of());
}
