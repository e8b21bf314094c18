package dev.danmaku.registry;

import dev.danmaku.room.Platform;

import java.util.List;

/** The names of what lies in Redis. The prelude of the scripts lists them in the same order. */
public final class Keys {
    /** Its absence means that Redis lost its data. */
    public static final String GENERATION = "danmaku_generation";
    /** ZSET session to deadline, Unix milliseconds of Redis' clock. */
    public static final String SESSIONS = "danmaku_sessions";
    /** HASH session to JSON about the worker. */
    public static final String WORKERS = "danmaku_workers";
    /** Beginning of each worker's control channel; its session follows. */
    public static final String CONTROL_CHANNEL = "danmaku_control:";

    /** The generation that begins once the workers have written their rooms back. */
    static final String NEXT_GENERATION = "danmaku_generation_next";
    /**
     * HASH: when somebody last asked, until when nobody counts as dead, how long a session lasts after a beat, when the crew was summed up,
     * all in ms; and those sums.
     */
    static final String PULSE = "danmaku_pulse";

    private static final String WORD = "danmaku_word:";

    private Keys() {}

    /** HASH room to record, JSON. */
    public static String running(Platform platform) {
        return platform.keyPrefix() + "_running";
    }

    /** HASH room to what its last look-up found. */
    public static String found(Platform platform) {
        return platform.keyPrefix() + "_found";
    }

    /** HASH of ids in the lives set that cannot be rooms, to the reason. */
    public static String rejected(Platform platform) {
        return platform.keyPrefix() + "_rejected";
    }

    /** LIST of a room's last transitions, JSON, newest first. */
    public static String history(Platform platform, String room) {
        return historyOf(platform) + room;
    }

    /** HASH while people have paused the platform: by whom, and since when, Unix milliseconds of Redis' clock. */
    public static String paused(Platform platform) {
        return platform.keyPrefix() + "_paused";
    }

    /** HASH of the messages that nobody can read yet, by name, to JSON about them. */
    public static String unknown(Platform platform) {
        return platform.keyPrefix() + "_unknown";
    }

    /** HASH of what made frames unreadable, to JSON about it. */
    public static String malformed(Platform platform) {
        return platform.keyPrefix() + "_malformed";
    }

    /** HASH of the most rooms that needed a slot, by the beginning of the time that this is of, Unix milliseconds. */
    static String scale(Platform platform) {
        return platform.keyPrefix() + "_scale";
    }

    private static String historyOf(Platform platform) {
        return platform.keyPrefix() + "_history:";
    }

    static List<String> of(Platform platform) {
        return List.of(
                GENERATION,
                NEXT_GENERATION,
                "danmaku_job",
                SESSIONS,
                PULSE,
                "danmaku_restored",
                "danmaku_ended",
                WORKERS,
                platform.livesKey(),
                running(platform),
                found(platform),
                historyOf(platform),
                WORD,
                paused(platform),
                unknown(platform),
                malformed(platform),
                rejected(platform),
                scale(platform),
                "danmaku_crew");
    }
}
