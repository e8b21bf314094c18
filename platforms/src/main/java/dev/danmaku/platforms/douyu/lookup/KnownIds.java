package dev.danmaku.platforms.douyu.lookup;

import dev.danmaku.room.RoomId;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which real room an alias or a vanity number was, for the next look-up. Bounded; safe for use by many threads. */
final class KnownIds {
    /** Beyond it the one asked for longest ago is forgotten. */
    static final int MAX_IDS = 10_000;

    private final Map<RoomId, Long> ids = new LinkedHashMap<>(16, 0.75f, true);

    /** 0 where we don't know it. */
    synchronized long find(RoomId room) {
        return ids.getOrDefault(room, 0L);
    }

    synchronized void keep(RoomId room, long rid) {
        ids.put(room, rid);
        if (ids.size() > MAX_IDS) {
            ids.remove(ids.keySet().iterator().next());
        }
    }

    /** The name may have gone to somebody else. */
    synchronized void forget(RoomId room) {
        ids.remove(room);
    }
}
