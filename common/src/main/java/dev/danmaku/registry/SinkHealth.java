package dev.danmaku.registry;

import org.jspecify.annotations.Nullable;

/**
 * How a worker says that one of its sinks is, as of its last beat.
 *
 * @param name as in {@code danmaku.sinks.enabled}
 * @param away its other side does not take what it is given
 * @param waiting events in memory that it has yet to take
 * @param heldBytes that it keeps on disk, or in memory where it writes files itself, until it can write them
 * @param lagMillis how long ago the oldest event came that is not written yet, 0 where all are; null where it does not tell
 */
public record SinkHealth(
        String name,
        boolean away,
        long waiting,
        long heldBytes,
        @Nullable Long lagMillis) {
    /** So many of a worker are read; it has three or four. */
    static final int MOST = 16;

    static SinkHealth of(JsonFields fields) {
        return new SinkHealth(
                fields.text("name", ""),
                fields.isTrue("away"),
                fields.number("waiting"),
                fields.number("heldBytes"),
                fields.optional("lagMs"));
    }
}
