package dev.danmaku.platforms.kuaishou;

import java.util.LinkedHashMap;

/**
 * What a socket leaves to the next one to the same broadcast: the combos under way, so that a reconnect counts none twice, and
 * the platform's last error, which it wants to be told. Bounded; safe for use by many threads.
 */
final class BroadcastMemory {
    /** Broadcasts between two sockets, at once; beyond it the oldest is forgotten. */
    static final int MAX_KEPT = 2_000;

    private final LinkedHashMap<String, Kept> kept = new LinkedHashMap<>();

    /** @param lastErrorCode 0 where there was no error */
    record Kept(Combos combos, long lastErrorCode) {
        boolean worthKeeping() {
            return lastErrorCode != 0 || !combos.isEmpty();
        }
    }

    /** Takes it away: combos have one owner. */
    synchronized Kept take(String live) {
        var found = kept.remove(live);
        return found == null ? new Kept(new Combos(), 0) : found;
    }

    synchronized void keep(String live, Kept left) {
        if (!left.worthKeeping()) {
            return;
        }
        kept.putLast(live, left);
        if (kept.size() > MAX_KEPT) {
            kept.pollFirstEntry();
        }
    }
}
