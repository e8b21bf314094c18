package dev.danmaku.platforms.douyu.gift;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** What was asked for when, also in vain: nothing is asked for twice in a while. Bounded; safe for use by many threads. */
final class Asked {
    static final Duration AGE = Duration.ofHours(6);
    /** Beyond it the oldest is forgotten, and would be asked again. */
    static final int MAX_ASKED = 20_000;

    private final LongSupplier nanoTime;
    private final Map<String, Long> times = new LinkedHashMap<>();

    Asked(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether to ask now; then it counts as asked. */
    synchronized boolean isDue(String what) {
        var now = nanoTime.getAsLong();
        var last = times.get(what);
        if (last != null && now - last < AGE.toNanos()) {
            return false;
        }
        times.remove(what);
        times.put(what, now);
        if (times.size() > MAX_ASKED) {
            times.remove(times.keySet().iterator().next());
        }
        return true;
    }
}
