package dev.danmaku.bench.scale;

import dev.danmaku.bench.figure.ScriptNames;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What Redis is asked for, by the second of simulated time. */
final class Commands {
    private static final int NAMED = 4;

    private final ScriptNames scripts = new ScriptNames();
    private final PerSecond all = new PerSecond();
    private final Map<String, PerSecond> byName = new HashMap<>();

    /** @param command its words */
    void count(long nanos, List<String> command) {
        all.count(nanos, 1);
        byName.computeIfAbsent(scripts.of(command), name -> new PerSecond()).count(nanos, 1);
    }

    PerSecond all() {
        return all;
    }

    /** The busiest second of a time: what it was busy with, the most frequent first. */
    String busiest(long fromNanos, long toNanos) {
        var second = all.busiest(fromNanos, toNanos);
        return byName.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), entry.getValue().in(second)))
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(NAMED)
                .map(entry ->
                        String.format(Locale.ROOT, "%s %,d", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
