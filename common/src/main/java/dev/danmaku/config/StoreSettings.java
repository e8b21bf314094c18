package dev.danmaku.config;

import dev.danmaku.room.Platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where events are stored and for how long: keys {@code danmaku.store.*}.
 *
 * @param password of a server, where its URL has none
 * @param poolSize connections of one process to a server
 * @param timeout for a connection, and for one statement of the writer
 * @param pseudonymKey where there is one, users are kept under pseudonyms made with it, in every sink
 * @param keep how much of each platform stays
 */
public record StoreSettings(
        StorePlace place,
        Secret password,
        int poolSize,
        Duration timeout,
        Secret pseudonymKey,
        Map<Platform, Keep> keep) {
    /** Shorter keys could be found by trying. */
    private static final int MIN_KEY_CHARS = 16;

    /**
     * How much of a platform's events stays; whole days go, the oldest first.
     *
     * @param days of the newest events, today's among them; 0 for all
     * @param mebibytes that its days may fill together; 0 for any number
     */
    public record Keep(int days, int mebibytes) {
        /** Everything, for ever. */
        public static final Keep ALL = new Keep(0, 0);
    }

    public StoreSettings {
        keep = Map.copyOf(keep);
        if (poolSize < 2) {
            throw new IllegalArgumentException(
                    "pool-size is at least 2: one connection writes while another reads");
        }
        if (pseudonymKey.value().filter(key -> key.length() < MIN_KEY_CHARS).isPresent()) {
            throw new IllegalArgumentException(
                    "danmaku.sinks.pseudonym-key has at least %d characters"
                            .formatted(MIN_KEY_CHARS));
        }
    }

    /** A file in the folder of the other data; everything is kept, as it is. */
    public static StoreSettings in(Path dataDir) {
        return at(new StorePlace.Sqlite(dataDir.resolve("events.db")));
    }

    /** Everything is kept, as it is. */
    public static StoreSettings at(StorePlace place) {
        return new StoreSettings(
                place,
                Secret.NONE,
                4,
                Duration.ofSeconds(30),
                Secret.NONE,
                Arrays.stream(Platform.values())
                        .collect(Collectors.toMap(platform -> platform, _ -> Keep.ALL)));
    }

    /** What stays of a platform. */
    public Keep keep(Platform platform) {
        return keep.getOrDefault(platform, Keep.ALL);
    }
}
