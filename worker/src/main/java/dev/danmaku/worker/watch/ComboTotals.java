package dev.danmaku.worker.watch;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** What each running combo came to when it was last handed on. Bounded by number and age. */
final class ComboTotals {
    static final int MAX_COMBOS = 1_000;
    /** No platform's combo may pause for longer. */
    static final Duration MAX_AGE = Duration.ofHours(1);

    private final Map<String, Last> running = new LinkedHashMap<>(4, 0.75f, true);

    private record Last(long total, long millis) {}

    void put(String combo, long total, long nowMillis) {
        running.put(combo, new Last(total, nowMillis));
        forgetEldest(nowMillis);
    }

    boolean knows(String combo) {
        return running.containsKey(combo);
    }

    /** @param joinedMillis from when times are counted */
    Map<String, Cut.Counted> all(long nowMillis, long joinedMillis) {
        forgetEldest(nowMillis);
        var all = new LinkedHashMap<String, Cut.Counted>();
        running.forEach((combo, last) ->
                all.put(combo, new Cut.Counted(last.total, last.millis - joinedMillis)));
        return all;
    }

    private void forgetEldest(long nowMillis) {
        Iterator<Last> eldest = running.values().iterator();
        while (eldest.hasNext()) {
            var fresh = eldest.next().millis >= nowMillis - MAX_AGE.toMillis();
            if (fresh && running.size() <= MAX_COMBOS) {
                return;
            }
            eldest.remove();
        }
    }
}
