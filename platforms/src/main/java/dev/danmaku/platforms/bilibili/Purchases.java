package dev.danmaku.platforms.bilibili;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;

/**
 * One purchase is told by two or three commands, in any order and at about one time. The first one counts. Bounded; owned by one
 * thread.
 */
final class Purchases {
    static final int MAX_KEPT = 500;
    /** Between the first and the last word about one purchase. */
    static final long SAME_MILLIS = 60_000;

    private final LinkedHashMap<String, Told> told = new LinkedHashMap<>();

    /** Which commands told one, and when it was made. */
    private record Told(long boughtMillis, Set<String> commands) {}

    /**
     * Whether nobody told of this purchase before.
     *
     * @param what who bought what
     * @param command which a second purchase has, and a second word about the first has not
     */
    boolean isNew(String what, long boughtMillis, String command) {
        var known = told.get(what);
        if (known != null
                && Math.abs(boughtMillis - known.boughtMillis) <= SAME_MILLIS
                && (known.commands.add(command) || boughtMillis == known.boughtMillis)) {
            return false;
        }
        var commands = new HashSet<String>();
        commands.add(command);
        told.putLast(what, new Told(boughtMillis, commands));
        if (told.size() > MAX_KEPT) {
            told.pollFirstEntry();
        }
        return true;
    }
}
