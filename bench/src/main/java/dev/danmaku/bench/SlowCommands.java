package dev.danmaku.bench;

import dev.danmaku.bench.figure.ScriptNames;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.resps.Slowlog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What Redis' slow log says of our scripts. Its times are wall-clock: a busy machine lengthens them. */
record SlowCommands(List<Slowlog> slowestFirst, ScriptNames scripts) {
    /** Lines of redis.conf: what takes a millisecond is kept. */
    static final String[] CONFIG = {"slowlog-log-slower-than 1000", "slowlog-max-len 10000"};

    private static final int ALL = 10_000;

    /** @param own commands that only the bench runs; upper case */
    static SlowCommands read(Jedis redis, Set<String> own) {
        return new SlowCommands(
                redis.slowlogGet(ALL).stream()
                        .filter(entry ->
                                !own.contains(entry.getArgs().getFirst().toUpperCase(Locale.ROOT)))
                        .sorted(Comparator.comparingLong(Slowlog::getExecutionTime)
                                .reversed())
                        .toList(),
                new ScriptNames());
    }

    String longest() {
        if (slowestFirst.isEmpty()) {
            return "under 1 ms";
        }
        var longest = slowestFirst.getFirst();
        return String.format(
                Locale.ROOT,
                "%.1f ms (%s)",
                longest.getExecutionTime() / 1e3,
                scripts.of(longest.getArgs()));
    }

    /** Where Redis' time went, as far as the slow log tells. */
    List<String> notes() {
        var notes = new ArrayList<String>();
        slowestFirst.stream()
                .collect(Collectors.groupingBy(
                        entry -> scripts.of(entry.getArgs()),
                        TreeMap::new,
                        Collectors.mapping(
                                Slowlog::getExecutionTime,
                                Collectors.collectingAndThen(
                                        Collectors.toList(), SlowCommands::told))))
                .forEach((name, told) -> notes.add(name + ": " + told));
        return notes;
    }

    private static String told(List<Long> micros) {
        return String.format(
                Locale.ROOT,
                "%d times over 1 ms, %d over 5 ms, together %.2f s, longest %.1f ms",
                micros.size(),
                micros.stream().filter(time -> time > 5_000).count(),
                micros.stream().mapToLong(Long::longValue).sum() / 1e6,
                micros.stream().mapToLong(Long::longValue).max().orElse(0) / 1e3);
    }
}
