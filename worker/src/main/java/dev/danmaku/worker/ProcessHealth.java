package dev.danmaku.worker;

import org.jspecify.annotations.Nullable;

/**
 * How a worker's process is; what is not known is null.
 *
 * @param loopLagMillis how late its slowest event loop was lately
 * @param heapUsedMib heap in use, MiB
 * @param heapMaxMib heap that it may use, MiB
 * @param eventsPerSecond handed to its sinks lately
 */
public record ProcessHealth(
        @Nullable Long loopLagMillis,
        @Nullable Long heapUsedMib,
        @Nullable Long heapMaxMib,
        @Nullable Long eventsPerSecond) {
    /** Nothing is known. */
    public static final ProcessHealth UNKNOWN = new ProcessHealth(null, null, null, null);
}
