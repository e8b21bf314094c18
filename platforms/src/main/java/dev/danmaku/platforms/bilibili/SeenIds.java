package dev.danmaku.platforms.bilibili;

import java.util.LinkedHashSet;

/** The last ids of one kind, so that what comes again is known. Bounded by number and length; owned by one thread. */
final class SeenIds {
    static final int MAX_KEPT = 500;
    static final int MAX_CHARS = 128;

    private final LinkedHashSet<String> ids = new LinkedHashSet<>();

    /** False for one that was there. A longer id than any real one is never known. */
    boolean add(String id) {
        if (id.length() > MAX_CHARS) {
            return true;
        }
        var added = ids.add(id);
        if (ids.size() > MAX_KEPT) {
            ids.removeFirst();
        }
        return added;
    }
}
