package dev.danmaku.config;

import dev.danmaku.room.Platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * What one worker process may carry: keys {@code danmaku.data-dir} and {@code danmaku.worker.*}.
 *
 * @param slots jobs held at once; where the bounds differ, as many between them as the worker bears
 * @param platforms whose queues it serves; empty means all that it can watch
 * @param dataDir where events are stored
 * @param beatInterval between two beats to Redis
 * @param sessionDeadline without a beat until the others take its rooms over
 * @param ioThreads event loops of the sockets; 0 is one for each processor
 * @param flushInterval longest time an event waits in memory for the disk
 * @param openFiles event files kept open at once
 * @param handoffSize events that may wait between sockets and sink before sockets stop being read
 * @param shutdownGrace longest time a stopping worker takes to hand its rooms over; what is left then is closed
 * @param rebalance whether a worker with more than its share of the rooms hands some over
 */
public record WorkerSettings(
        SlotBounds slots,
        Set<Platform> platforms,
        Path dataDir,
        Duration beatInterval,
        Duration sessionDeadline,
        int ioThreads,
        Duration flushInterval,
        int openFiles,
        int handoffSize,
        Duration shutdownGrace,
        boolean rebalance) {
    private static final int BEATS_IN_DEADLINE = 3;

    /** A thousand rooms; a dead worker's rooms are free after five missed beats at the latest. */
    public static final WorkerSettings DEFAULTS = new WorkerSettings(
            SlotBounds.fixed(1000),
            Set.of(),
            Path.of("data"),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            0,
            Duration.ofMillis(500),
            500,
            100_000,
            Duration.ofSeconds(60),
            true);

    public WorkerSettings {
        platforms = Set.copyOf(platforms);
        if (sessionDeadline.compareTo(beatInterval.multipliedBy(BEATS_IN_DEADLINE)) < 0) {
            throw new IllegalArgumentException(
                    "session-deadline is at least three times beat-interval, so that one late beat costs no room");
        }
        if (openFiles < 1 || handoffSize < 1) {
            throw new IllegalArgumentException("open-files and handoff-size are at least 1");
        }
        if (ioThreads < 0) {
            throw new IllegalArgumentException(
                    "io-threads is at least 0, which is one for each processor");
        }
    }
}
