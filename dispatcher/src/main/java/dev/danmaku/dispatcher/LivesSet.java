package dev.danmaku.dispatcher;

import dev.danmaku.registry.Keys;
import dev.danmaku.room.Platform;

import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The ids in a platform's lives set that cannot be rooms. */
final class LivesSet {
    /** More ids than this are neither kept with their reasons nor told: they stay out all the same. */
    static final int MAX_REJECTED = 10_000;

    private static final int STEP = 500;

    private final UnifiedJedis redis;
    private final Platform platform;

    LivesSet(UnifiedJedis redis, Platform platform) {
        this.redis = redis;
        this.platform = platform;
    }

    /** @return whether it was not known before */
    boolean reject(String id, String reason) {
        var key = Keys.rejected(platform);
        return redis.hlen(key) < MAX_REJECTED && redis.hsetnx(key, id, reason) == 1;
    }

    /** Ids that are rejected now. */
    Set<String> rejected() {
        var ids = new HashSet<String>();
        var cursor = ScanParams.SCAN_POINTER_START;
        do {
            var page = redis.hscan(Keys.rejected(platform), cursor, new ScanParams().count(STEP));
            page.getResult().forEach(entry -> ids.add(entry.getKey()));
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return ids;
    }

    void forgive(List<String> ids) {
        if (!ids.isEmpty()) {
            redis.hdel(Keys.rejected(platform), ids.toArray(String[]::new));
        }
    }
}
