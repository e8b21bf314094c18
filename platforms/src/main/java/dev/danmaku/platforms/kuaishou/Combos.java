package dev.danmaku.platforms.kuaishou;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Running combos: how often each was counted already. A push says how long the combo is now, not what it adds. Bounded by
 * number, by the length of a key and by time. Owned by one thread.
 */
final class Combos {
    /** At once in one room; beyond it the one silent for longest is forgotten. */
    static final int MAX_COMBOS = 1_000;
    /** Of a merge key; real ones have about 20. */
    static final int MAX_KEY_CHARS = 128;

    static final Duration USUAL_EXPIRY = Duration.ofMinutes(5);
    static final Duration MAX_EXPIRY = Duration.ofHours(1);

    private final Map<String, Seen> running = new LinkedHashMap<>(4, 0.75f, true);

    private record Seen(long count, long untilMillis) {}

    /**
     * What a push adds to its combo: at first sight the batch, or the whole combo when we came late; then the difference.
     *
     * @param expireMillis how long the combo may pause; 0 where the push does not say
     * @return 0 or less for a push that came twice
     */
    long added(String key, long comboCount, long batchSize, long expireMillis, long nowMillis) {
        var known = running.get(key);
        var last = known == null || known.untilMillis < nowMillis ? null : known;
        var added = last == null
                ? (comboCount <= 1 ? Math.max(1, batchSize) : comboCount)
                : comboCount - last.count;
        if (added > 0) {
            running.put(key, new Seen(comboCount, nowMillis + expiry(expireMillis)));
            forgetEldest(nowMillis);
        }
        return added;
    }

    /** Whether a push of it would only add to what was counted already. */
    boolean isRunning(String key, long nowMillis) {
        var known = running.get(key);
        return known != null && known.untilMillis >= nowMillis;
    }

    boolean isEmpty() {
        return running.isEmpty();
    }

    int size() {
        return running.size();
    }

    /** The map is in order of last use: what is expired gathers at its head. */
    private void forgetEldest(long nowMillis) {
        for (var entries = running.values().iterator(); entries.hasNext(); ) {
            var eldest = entries.next();
            if (running.size() <= MAX_COMBOS && eldest.untilMillis >= nowMillis) {
                return;
            }
            entries.remove();
        }
    }

    private static long expiry(long expireMillis) {
        return expireMillis <= 0
                ? USUAL_EXPIRY.toMillis()
                : Math.min(expireMillis, MAX_EXPIRY.toMillis());
    }
}
