package dev.danmaku.store.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Keeps a tally for each key, and forgets the lowest half when there are too many.
 *
 * @param <T> the tally
 */
final class MostFrequent<T> {
    private final int most;
    private final Function<String, T> make;
    private final Comparator<T> highestFirst;
    private final Map<String, T> tallies = new HashMap<>();
    private boolean forgot;

    /** @param weight what makes a tally worth keeping */
    MostFrequent(int most, Function<String, T> make, ToLongFunction<T> weight) {
        this.most = most;
        this.make = make;
        this.highestFirst = Comparator.comparingLong(weight).reversed();
    }

    /** The tally of a key, to be changed by the caller. */
    T of(String key) {
        var known = tallies.get(key);
        if (known != null) {
            return known;
        }
        if (tallies.size() >= most) {
            forgetRare();
        }
        var fresh = make.apply(key);
        tallies.put(key, fresh);
        return fresh;
    }

    private void forgetRare() {
        forgot = true;
        var kept = tallies.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(highestFirst))
                .limit(most / 2)
                .toList();
        tallies.clear();
        kept.forEach(entry -> tallies.put(entry.getKey(), entry.getValue()));
    }

    /** How many keys there were; at least so many, where some were forgotten. */
    int size() {
        return tallies.size();
    }

    /** Whether some were forgotten. */
    boolean forgot() {
        return forgot;
    }

    List<T> highest(int count) {
        return tallies.values().stream().sorted(highestFirst).limit(count).toList();
    }
}
