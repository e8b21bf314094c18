package dev.danmaku.testing.memory;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What lies in a Redis, and the commands on it that this project uses, with Redis' replies: text, {@link Long}, {@link List} of such, or
 * null. An unknown command is refused, so that nothing passes by not being there.
 */
final class Keyspace {
    private final LongSupplier clockMillis;
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, Long> expiresAt = new HashMap<>();

    /** A sorted set: member to score. */
    private static final class Scores extends LinkedHashMap<String, Double> {
        private static final long serialVersionUID = 1L;

        private Scores() {}

        List<String> inOrder() {
            return inOrder(score -> true);
        }

        List<String> inOrder(DoublePredicate wanted) {
            return entrySet().stream()
                    .filter(entry -> wanted.test(entry.getValue()))
                    .sorted(Map.Entry.<String, Double>comparingByValue()
                            .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    Keyspace(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
    }

    void clear() {
        values.clear();
        expiresAt.clear();
    }

    @Nullable Object call(String command, List<String> a) {
        return switch (command) {
            case "TIME" -> {
                var now = clockMillis.getAsLong();
                yield List.of(Long.toString(now / 1000), Long.toString(now % 1000 * 1000));
            }
            case "GET" -> get(a.getFirst(), String.class);
            case "SET" -> set(a);
            case "DEL" -> a.stream().filter(this::remove).count();
            case "EXISTS" -> a.stream().filter(key -> live(key) != null).count();
            case "EXPIRE" -> expire(a.get(0), Long.parseLong(a.get(1)));
            case "PERSIST" ->
                live(a.getFirst()) != null && expiresAt.remove(a.getFirst()) != null ? 1L : 0L;
            case "TTL" -> ttl(a.getFirst());
            case "HGET" -> hash(a.get(0)).get(a.get(1));
            case "HSET" -> hset(a);
            case "HSETNX" -> hash(a.get(0)).containsKey(a.get(1)) ? 0L : hset(a);
            case "HDEL" ->
                dropEmpty(
                        a.getFirst(),
                        a.stream()
                                .skip(1)
                                .filter(field -> hash(a.getFirst()).remove(field) != null)
                                .count());
            case "HEXISTS" -> hash(a.get(0)).containsKey(a.get(1)) ? 1L : 0L;
            case "HLEN" -> (long) hash(a.getFirst()).size();
            case "HKEYS" -> List.copyOf(hash(a.getFirst()).keySet());
            case "HGETALL" -> flat(hash(a.getFirst()));
            case "HSCAN" -> {
                var hash = hash(a.getFirst());
                var page = page(hash.order(), a);
                var fields = page.keys().stream()
                        .flatMap(field -> Stream.of(field, hash.getOrDefault(field, "")))
                        .toList();
                yield List.of(Long.toString(page.next()), fields);
            }
            case "SADD" -> {
                var set = set(a.getFirst());
                yield a.stream().skip(1).filter(set::add).count();
            }
            case "SREM" ->
                dropEmpty(
                        a.getFirst(),
                        a.stream().skip(1).filter(set(a.getFirst())::remove).count());
            case "SISMEMBER" -> set(a.get(0)).contains(a.get(1)) ? 1L : 0L;
            case "SMEMBERS" -> List.copyOf(set(a.getFirst()));
            case "SCARD" -> (long) set(a.getFirst()).size();
            case "SRANDMEMBER" ->
                set(a.get(0)).stream().limit(Long.parseLong(a.get(1))).toList();
            case "SSCAN" -> {
                var page = page(set(a.getFirst()).order(), a);
                yield List.of(Long.toString(page.next()), page.keys());
            }
            case "LPUSH" -> {
                var list = list(a.getFirst());
                a.stream().skip(1).forEach(list::addFirst);
                yield (long) list.size();
            }
            case "LTRIM" -> {
                var list = list(a.getFirst());
                list.subList(Math.min(list.size(), Integer.parseInt(a.get(2)) + 1), list.size())
                        .clear();
                yield "OK";
            }
            case "LINDEX" -> {
                var list = list(a.getFirst());
                var at = Integer.parseInt(a.get(1));
                yield at < list.size() ? list.get(at) : null;
            }
            case "LRANGE" -> List.copyOf(list(a.getFirst()));
            case "LLEN" -> (long) list(a.getFirst()).size();
            case "ZADD" -> zadd(a);
            case "ZREM" ->
                dropEmpty(
                        a.getFirst(),
                        a.stream()
                                .skip(1)
                                .filter(member -> scores(a.getFirst()).remove(member) != null)
                                .count());
            case "ZSCORE" -> {
                var score = scores(a.get(0)).get(a.get(1));
                yield score == null ? null : text(score);
            }
            case "ZCARD" -> (long) scores(a.getFirst()).size();
            case "ZRANGE" ->
                range(
                        scores(a.getFirst()).inOrder(),
                        Integer.parseInt(a.get(1)),
                        Integer.parseInt(a.get(2)));
            case "ZRANGEBYSCORE" -> byScore(a);
            default ->
                throw new UnsupportedOperationException("the Redis in memory knows no " + command);
        };
    }

    private static ScanOrder.Step page(ScanOrder order, List<String> a) {
        var at = a.indexOf("COUNT");
        var count = at < 0 ? 10 : Integer.parseInt(a.get(at + 1));
        return order.from(Long.parseLong(a.get(1)), count);
    }

    private String set(List<String> a) {
        values.put(a.get(0), a.get(1));
        expiresAt.remove(a.get(0));
        if (a.size() == 4 && a.get(2).equals("EX")) {
            expire(a.get(0), Long.parseLong(a.get(3)));
        }
        return "OK";
    }

    private boolean remove(String key) {
        var was = live(key) != null;
        values.remove(key);
        expiresAt.remove(key);
        return was;
    }

    private long expire(String key, long seconds) {
        if (live(key) == null) {
            return 0;
        }
        expiresAt.put(key, clockMillis.getAsLong() + seconds * 1000);
        return 1;
    }

    private long ttl(String key) {
        if (live(key) == null) {
            return -2;
        }
        var at = expiresAt.get(key);
        return at == null ? -1 : (at - clockMillis.getAsLong()) / 1000;
    }

    private long hset(List<String> a) {
        var hash = hash(a.getFirst());
        var added = 0L;
        for (var i = 1; i < a.size(); i += 2) {
            added += hash.put(a.get(i), a.get(i + 1)) == null ? 1 : 0;
        }
        return added;
    }

    private static List<String> flat(Map<String, String> hash) {
        var flat = new ArrayList<String>();
        hash.forEach((field, value) -> {
            flat.add(field);
            flat.add(value);
        });
        return flat;
    }

    private long zadd(List<String> a) {
        var scores = scores(a.getFirst());
        var added = 0L;
        for (var i = 1; i < a.size(); i += 2) {
            added += scores.put(a.get(i + 1), score(a.get(i))) == null ? 1 : 0;
        }
        return added;
    }

    private List<String> byScore(List<String> a) {
        var scores = scores(a.getFirst());
        var least = score(a.get(1));
        var most = score(a.get(2));
        var limit = a.size() > 5 ? Long.parseLong(a.get(5)) : Long.MAX_VALUE;
        return scores.inOrder(score -> score >= least && score <= most).stream()
                .limit(limit)
                .toList();
    }

    private static List<String> range(List<String> all, int from, int to) {
        var end = to < 0 ? all.size() + to + 1 : Math.min(all.size(), to + 1);
        return from >= end ? List.of() : List.copyOf(all.subList(from, end));
    }

    private static double score(String text) {
        return switch (text) {
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "+inf", "inf" -> Double.POSITIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static String text(double score) {
        return score == Math.rint(score) ? Long.toString((long) score) : Double.toString(score);
    }

    /** Redis forgets a collection with its last member. */
    private long dropEmpty(String key, long removed) {
        var empty = switch (live(key)) {
            case Map<?, ?> map -> map.isEmpty();
            case Set<?> set -> set.isEmpty();
            case null, default -> false;
        };
        if (empty) {
            remove(key);
        }
        return removed;
    }

    private ScanOrder.Fields hash(String key) {
        return get(key, ScanOrder.Fields.class, ScanOrder.Fields::new);
    }

    private ScanOrder.Members set(String key) {
        return get(key, ScanOrder.Members.class, ScanOrder.Members::new);
    }

    private ArrayList<String> list(String key) {
        return cast(get(key, ArrayList.class, ArrayList::new));
    }

    private Scores scores(String key) {
        return get(key, Scores.class, Scores::new);
    }

    @SuppressWarnings("unchecked")
    private static <T> T cast(Object collection) {
        return (T) collection;
    }

    private <T> T get(String key, Class<T> type, Supplier<T> empty) {
        var value = get(key, type);
        if (value == null) {
            value = empty.get();
            values.put(key, value);
            empties.add(key);
        }
        return value;
    }

    /** Collections that were made to be looked into, and may have stayed empty. */
    private final Set<String> empties = new LinkedHashSet<>();

    private <T> @Nullable T get(String key, Class<T> type) {
        var value = live(key);
        if (value != null && !type.isInstance(value)) {
            throw new IllegalStateException("WRONGTYPE " + key + " is no " + type.getSimpleName());
        }
        return value == null ? null : type.cast(value);
    }

    private @Nullable Object live(String key) {
        forgetEmpties();
        var at = expiresAt.get(key);
        if (at != null && at <= clockMillis.getAsLong()) {
            values.remove(key);
            expiresAt.remove(key);
        }
        return values.get(key);
    }

    private void forgetEmpties() {
        if (empties.isEmpty()) {
            return;
        }
        for (var key : empties.stream().collect(Collectors.toList())) {
            var value = values.get(key);
            if (value instanceof Map<?, ?> map && map.isEmpty()
                    || value instanceof Set<?> set && set.isEmpty()
                    || value instanceof List<?> list && list.isEmpty()) {
                values.remove(key);
            }
        }
        empties.clear();
    }
}
