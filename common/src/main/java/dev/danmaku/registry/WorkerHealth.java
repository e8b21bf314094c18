package dev.danmaku.registry;

import org.jspecify.annotations.Nullable;

/**
 * How a worker says that it is, as of its last beat. What an older version does not say is null.
 *
 * @param standingBy it was told to give its rooms away and to take none until it is told to go on
 * @param loopLagMillis how late its slowest event loop was lately
 * @param heapUsedMib heap in use, MiB
 * @param heapMaxMib heap that it may use, MiB
 * @param eventsPerSecond that it handed to its sinks lately
 */
public record WorkerHealth(
        boolean standingBy,
        @Nullable Long loopLagMillis,
        @Nullable Long heapUsedMib,
        @Nullable Long heapMaxMib,
        @Nullable Long eventsPerSecond) {
    static final WorkerHealth UNKNOWN = new WorkerHealth(false, null, null, null, null);

    static WorkerHealth of(JsonFields fields) {
        return new WorkerHealth(
                fields.isTrue("standingBy"),
                number(fields, "loopLagMs"),
                number(fields, "heapUsedMib"),
                number(fields, "heapMaxMib"),
                number(fields, "eventsPerSecond"));
    }

    private static @Nullable Long number(JsonFields fields, String field) {
        return fields.text(field) == null ? null : fields.number(field);
    }
}
