package dev.danmaku.config;

import dev.danmaku.config.JsonlSettings.Compression;
import dev.danmaku.config.JsonlSettings.Fsync;

import java.time.Duration;

/** The settings {@code danmaku.sinks.jsonl.*}. */
final class JsonlKeys {
    private static final JsonlSettings D = JsonlSettings.DEFAULTS;

    static final SettingGroup GROUP = new SettingGroup("danmaku.sinks.jsonl");
    static final Setting<Compression> COMPRESS = GROUP.add(
            "compress",
            Shape.choice(Compression.class),
            D.compress(),
            "how files of days (UTC) that are over are compressed");
    static final Setting<Duration> COMPRESS_AFTER = GROUP.add(
            "compress-after",
            Shape.duration(JsonlSettings.SHORTEST_AFTER, Duration.ofDays(30)),
            D.compressAfter(),
            "the end of a day");
    static final Setting<Fsync> FSYNC = GROUP.add(
            "fsync",
            Shape.choice(Fsync.class),
            D.fsync(),
            "when what is written is safe from a loss of power: when the system likes to, every interval,"
                    + " or also before a job is acked or a room given away");
    static final Setting<Duration> FSYNC_INTERVAL = GROUP.add(
            "fsync-interval",
            Shape.duration(JsonlSettings.SHORTEST_INTERVAL, Duration.ofHours(1)),
            D.fsyncInterval(),
            "pause between two rounds of it, unless fsync is never");
    private static final KeepKeys KEEP = KeepKeys.in(GROUP);

    private JsonlKeys() {}

    static JsonlSettings read(SettingValues values) {
        return new JsonlSettings(
                values.get(COMPRESS),
                values.get(COMPRESS_AFTER),
                values.get(FSYNC),
                values.get(FSYNC_INTERVAL),
                KEEP.read(values));
    }
}
