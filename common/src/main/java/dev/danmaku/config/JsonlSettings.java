package dev.danmaku.config;

import dev.danmaku.config.StoreSettings.Keep;
import dev.danmaku.room.Platform;

import java.time.Duration;
import java.util.Map;

/**
 * What becomes of the files of the sink {@code jsonl}: keys {@code danmaku.sinks.jsonl.*}.
 *
 * @param compress how files of days that are over are compressed
 * @param compressAfter the end of a day (UTC)
 * @param fsync what a loss of power may take
 * @param fsyncInterval pause between two rounds, unless {@code fsync} is never
 * @param keep how much of each platform stays
 */
public record JsonlSettings(
        Compression compress,
        Duration compressAfter,
        Fsync fsync,
        Duration fsyncInterval,
        Map<Platform, Keep> keep) {
    /** Events that are read before midnight are written some time after it. */
    static final Duration SHORTEST_AFTER = Duration.ofMinutes(5);

    static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

    public static final JsonlSettings DEFAULTS = new JsonlSettings(
            Compression.ZSTD, Duration.ofHours(1), Fsync.NEVER, Duration.ofSeconds(1), Map.of());

    /** Of files of days that are over. */
    public enum Compression {
        NONE,
        GZIP,
        ZSTD
    }

    /** When what is written is forced onto the medium. */
    public enum Fsync {
        /** The system does it when it likes to, on Linux within half a minute. */
        NEVER,
        /** Every interval. */
        INTERVAL,
        /** Every interval, and before a flush is told as done: so before a job is acked or a room given away. */
        ALWAYS
    }

    public JsonlSettings {
        keep = Map.copyOf(keep);
        if (compressAfter.compareTo(SHORTEST_AFTER) < 0) {
            throw new IllegalArgumentException("compress-after is at least 5 minutes");
        }
        if (fsyncInterval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new IllegalArgumentException("fsync-interval is at least 100 ms");
        }
    }

    /** What stays of a platform. */
    public Keep keep(Platform platform) {
        return keep.getOrDefault(platform, Keep.ALL);
    }
}
