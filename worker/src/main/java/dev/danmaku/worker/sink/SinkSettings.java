package dev.danmaku.worker.sink;

import dev.danmaku.config.WorkerSettings;

import java.time.Duration;

/**
 * How events wait for the disk and get there.
 *
 * @param roomEvents how many events of one room may wait; its socket is not read beyond
 * @param totalEvents how many events of all rooms may wait; each room may hold as many as are still free
 * @param flushInterval longest time from hearing an event to its write
 * @param openFiles how many files are kept open; more rooms than that take turns
 * @param retryInterval pause after a failed write, such as on a full disk
 */
public record SinkSettings(
        int roomEvents,
        int totalEvents,
        Duration flushInterval,
        int openFiles,
        Duration retryInterval) {
    private static final int ROOM_EVENTS = 1024;
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofMillis(1);

    public SinkSettings {
        if (roomEvents < 1 || totalEvents < roomEvents) {
            throw new IllegalArgumentException(
                    "a room's events are at least 1 and at most those of all rooms");
        }
        if (openFiles < 1) {
            throw new IllegalArgumentException("open-files is at least 1");
        }
        if (flushInterval.compareTo(SHORTEST) < 0 || retryInterval.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("flush-interval is at least 1 ms");
        }
    }

    public static SinkSettings of(WorkerSettings worker) {
        return new SinkSettings(
                Math.min(ROOM_EVENTS, worker.handoffSize()),
                worker.handoffSize(),
                worker.flushInterval(),
                worker.openFiles(),
                RETRY_INTERVAL);
    }
}
