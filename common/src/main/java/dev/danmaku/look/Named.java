package dev.danmaku.look;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** Words of a sentence for people, and what they name for scripts: what is said is noted as it is said. */
final class Named {
    private final Words words;
    private final Map<String, WhyValue> values = new HashMap<>();

    /** @param now of the server that the times are from */
    Named(Instant now, ZoneId zone) {
        this.words = new Words(now, zone);
    }

    Map<String, WhyValue> values() {
        return values;
    }

    String text(String name, String text) {
        var clean = Words.clean(text);
        values.put(name, new WhyValue.Text(clean));
        return clean;
    }

    /** {@code 1 worker}, {@code 3 workers}. */
    String count(String name, long number, String one) {
        return Words.count(number(name, number), one);
    }

    long number(String name, long number) {
        values.put(name, new WhyValue.Number(number));
        return number;
    }

    /** {@code 5 min ago}, {@code in 5 min}. */
    String distance(String name, Instant time) {
        values.put(name, new WhyValue.Time(time));
        return words.distance(time);
    }

    /** {@code 2026-11-21 16:44:28 (5 min ago)}. */
    String when(String name, Instant time) {
        values.put(name, new WhyValue.Time(time));
        return words.when(time);
    }

    /** {@code 2026-11-21 16:44:28}. */
    String clock(String name, Instant time) {
        values.put(name, new WhyValue.Time(time));
        return words.clock(time);
    }
}
