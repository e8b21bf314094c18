package dev.danmaku.config;

import dev.danmaku.room.Platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** The settings {@code danmaku.data-dir} and {@code danmaku.worker.*}. */
final class WorkerKeys {
    private static final WorkerSettings D = WorkerSettings.DEFAULTS;

    static final SettingGroup DATA = new SettingGroup("danmaku");
    static final Setting<Path> DATA_DIR = DATA.add(
            "data-dir",
            Shape.folder(),
            D.dataDir(),
            "where events are stored; made when it is missing");

    static final SettingGroup GROUP = new SettingGroup("danmaku.worker");
    static final Setting<SlotBounds> SLOTS = GROUP.add(
            "slots",
            Shape.slots(),
            D.slots(),
            "rooms that one worker watches at once; min..max for as many between them as it bears");
    static final Setting<Set<Platform>> PLATFORMS = GROUP.add(
            "platforms",
            Shape.platforms(),
            D.platforms(),
            "whose rooms it watches; all when none is named");
    static final Setting<Duration> BEAT_INTERVAL = GROUP.add(
            "beat-interval",
            Shape.duration(Duration.ofMillis(50), Duration.ofMinutes(1)),
            D.beatInterval(),
            "between two beats to Redis");
    static final Setting<Duration> SESSION_DEADLINE = GROUP.add(
            "session-deadline",
            Shape.duration(Duration.ofMillis(200), Duration.ofMinutes(10)),
            D.sessionDeadline(),
            "without a beat until others take its rooms over");
    static final Setting<Integer> IO_THREADS = GROUP.add(
            "io-threads",
            Shape.count(0, 256),
            D.ioThreads(),
            "event loops of the sockets; 0 is one for each processor");
    static final Setting<Duration> FLUSH_INTERVAL = GROUP.add(
            "flush-interval",
            Shape.duration(Duration.ofMillis(10), Duration.ofSeconds(1)),
            D.flushInterval(),
            "longest time an event waits in memory for the disk");
    static final Setting<Integer> OPEN_FILES = GROUP.add(
            "open-files", Shape.count(1, 100_000), D.openFiles(), "event files kept open at once");
    static final Setting<Integer> HANDOFF_SIZE = GROUP.add(
            "handoff-size",
            Shape.count(1024, 10_000_000),
            D.handoffSize(),
            "events that may wait for the disk before sockets stop being read");
    static final Setting<Duration> SHUTDOWN_GRACE = GROUP.add(
            "shutdown-grace",
            Shape.duration(Duration.ofMillis(100), Duration.ofHours(1)),
            D.shutdownGrace(),
            "longest time a stopping worker takes to hand its rooms over");
    static final Setting<Boolean> REBALANCE = GROUP.add(
            "rebalance",
            Shape.yesNo(),
            D.rebalance(),
            "hand rooms over to workers that have less than their share");

    private WorkerKeys() {}

    static WorkerSettings read(SettingValues values) {
        return new WorkerSettings(
                values.get(SLOTS),
                values.get(PLATFORMS),
                values.get(DATA_DIR),
                values.get(BEAT_INTERVAL),
                values.get(SESSION_DEADLINE),
                values.get(IO_THREADS),
                values.get(FLUSH_INTERVAL),
                values.get(OPEN_FILES),
                values.get(HANDOFF_SIZE),
                values.get(SHUTDOWN_GRACE),
                values.get(REBALANCE));
    }
}
