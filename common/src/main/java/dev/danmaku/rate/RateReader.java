package dev.danmaku.rate;

import dev.danmaku.room.RoomId;

import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.StreamEntry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** Reads what workers counted. Fails with jedis' exceptions where Redis does not answer. */
public final class RateReader {
    /** In one answer; 30 days of minutes are fewer. */
    public static final int MAX_BUCKETS = 50_000;

    /** Workers' clocks and Redis' may differ by this much. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);
    /** A part may be written this much later than it was counted: held back, or Redis was away. */
    private static final Duration LATE = Duration.ofMinutes(15);
    /** A room that changes hands all the time has several parts of a bucket; beyond this many it is no room of ours. */
    private static final int MAX_ENTRIES = 4 * MAX_BUCKETS;

    private static final int PAGE = 2000;

    private final UnifiedJedis redis;

    public RateReader(UnifiedJedis redis) {
        this.redis = redis;
    }

    /**
     * The seconds of a room from one moment until before another, oldest first; those in which nothing happened are left out.
     *
     * @throws IllegalArgumentException if they may be more than {@link #MAX_BUCKETS}
     */
    public List<RateBucket> seconds(RoomId room, Instant from, Instant to) {
        return read(RateKeys.seconds(room), from, to, Duration.ofSeconds(1));
    }

    /** The same for minutes. */
    public List<RateBucket> minutes(RoomId room, Instant from, Instant to) {
        return read(RateKeys.minutes(room), from, to, Duration.ofMinutes(1));
    }

    private List<RateBucket> read(String key, Instant from, Instant to, Duration unit) {
        if (Duration.between(from, to).dividedBy(unit) > MAX_BUCKETS) {
            throw new IllegalArgumentException(
                    "rates are read for at most %d times at once: ask for less, or for minutes"
                            .formatted(MAX_BUCKETS));
        }
        var buckets = new TreeMap<Long, RateBucket>();
        var next = new StreamEntryID(Math.max(0, from.minus(CLOCKS_DIFFER).toEpochMilli()), 0);
        var last = new StreamEntryID(
                Math.max(0, to.plus(unit).plus(LATE).toEpochMilli()), Long.MAX_VALUE);
        List<StreamEntry> page;
        var entries = 0;
        do {
            page = redis.xrange(key, next, last, PAGE);
            for (var entry : page) {
                RateBucket.parse(entry.getFields())
                        .filter(b ->
                                b.at() >= from.getEpochSecond() && b.at() < to.getEpochSecond())
                        .ifPresent(b -> buckets.merge(b.at(), b, RateBucket::plus));
                next = new StreamEntryID(entry.getID().getTime(), entry.getID().getSequence() + 1);
            }
            entries += page.size();
        } while (page.size() == PAGE && entries < MAX_ENTRIES);
        return List.copyOf(buckets.values());
    }
}
