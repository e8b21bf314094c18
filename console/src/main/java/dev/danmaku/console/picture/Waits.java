package dev.danmaku.console.picture;

import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Since when rooms wait for a socket. A room that nobody has claimed has no record that says so, and a repair begins a record anew: what
 * was seen before counts.
 */
final class Waits {
    private static final Set<String> WAITING = Set.of("claimed", "queued", "opening");

    private Map<Key, Instant> before = Map.of();
    private Map<Key, Instant> seen = new HashMap<>();

    private record Key(Platform platform, String id) {}

    /** All rooms are about to be looked at anew. */
    void begin() {
        seen = new HashMap<>();
    }

    /** All were looked at: who waits no longer is forgotten. */
    void end() {
        before = seen;
    }

    /**
     * Looks at a room.
     *
     * @param pausedPlatform people have paused its platform: what is not claimed waits for them
     * @param now of Redis
     * @return since when it waits at least; null where it does not
     */
    @Nullable Instant look(RoomRow row, boolean pausedPlatform, Instant now) {
        var record = row.record();
        var waits =
                record == null ? !pausedPlatform && row.isRoom() : WAITING.contains(record.state());
        if (!waits) {
            return null;
        }
        var key = new Key(row.platform(), row.id());
        var told = record == null ? now : record.since();
        var known = before.getOrDefault(key, told);
        var since = known.isBefore(told) ? known : told;
        seen.put(key, since);
        return since;
    }
}
