package dev.danmaku.bench;

import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.config.DispatcherSettings;
import dev.danmaku.config.RedisSettings;
import dev.danmaku.job.Job;
import dev.danmaku.registry.Beat;
import dev.danmaku.registry.ClaimAnswer;
import dev.danmaku.registry.OpenAnswer;
import dev.danmaku.registry.Question;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.registry.RedisDispatcherRegistry;
import dev.danmaku.registry.RedisWorkerRegistry;
import dev.danmaku.registry.TakeAnswer;
import dev.danmaku.room.Platform;
import dev.danmaku.testing.servers.TestRedis;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.UnifiedJedis;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * The registry's claims and takes on a Redis of their own, in batches as dispatchers and workers send them and one by one, over one
 * connection and more. Each run begins with an empty Redis. Beside it a bare HSET of a record's size for each room, one by one.
 */
final class RegistryBench {
    private static final Platform PLATFORM = Platform.KUAISHOU;
    private static final List<Integer> CONNECTIONS = List.of(1, 2, 4);
    private static final int CLAIMS = DispatcherSettings.DEFAULTS.claimBatch();
    /** As many as a worker asks about at once. */
    private static final int TAKES = 100;

    private static final Duration LONG = Duration.ofMinutes(10);
    /** One by one it takes longer: fewer do. */
    private static final int FEWER = 4;

    private final TestRedis redis;
    private final Jedis own;
    private final int rooms;
    private final int rounds;
    private final List<String> notes = new ArrayList<>();

    private RegistryBench(TestRedis redis, Jedis own, int rooms, int rounds) {
        this.redis = redis;
        this.own = own;
        this.rooms = rooms;
        this.rounds = rounds;
    }

    static Figure run(Options options) throws Exception {
        var rooms = options.count("rooms", 40_000);
        var rounds = options.count("rounds", 3);
        options.requireNoOthers();
        try (var redis = TestRedis.start(SlowCommands.CONFIG);
                var own = redis.connect()) {
            return new RegistryBench(redis, own, rooms, rounds).measure();
        }
    }

    /** Of one run; a second. */
    private record Speed(double claims, double takes) {}

    private Figure measure() throws IOException, ExecutionException, InterruptedException {
        Cluster.tell("warming up");
        speed(rooms, 1, CLAIMS, TAKES);
        own.slowlogReset();
        var batched = measure("in batches", rooms, CLAIMS, TAKES);
        var slow = SlowCommands.read(own, Set.of("SADD", "FLUSHALL", "SLOWLOG"));
        var single = measure("one by one", rooms / FEWER, 1, 1);
        var bare = bareWrites(rooms / FEWER);
        notes.addAll(slow.notes());
        var claims = batched.stream().mapToDouble(Speed::claims).max().orElse(0);
        var takes = batched.stream().mapToDouble(Speed::takes).max().orElse(0);
        return new Figure(
                String.format(
                        Locale.ROOT,
                        "claims and takes of the registry over %s connections",
                        join(CONNECTIONS.stream().map(String::valueOf).toList())),
                String.format(
                        Locale.ROOT,
                        "claims %s/s in batches of %d, %s/s one by one; takes %s/s in batches of %d, %s/s one by one; "
                                + "longest Redis command of the batches %s",
                        join(batched.stream().map(speed -> told(speed.claims)).toList()),
                        CLAIMS,
                        join(single.stream().map(speed -> told(speed.claims)).toList()),
                        join(batched.stream().map(speed -> told(speed.takes)).toList()),
                        TAKES,
                        join(single.stream().map(speed -> told(speed.takes)).toList()),
                        slow.longest()),
                String.format(
                        Locale.ROOT,
                        "bare HSETs one by one over one connection: %s/s; one by one we take %.1f times as long to claim and %.1f to take, "
                                + "in the best batches %.2f and %.2f times",
                        told(bare),
                        bare / single.getFirst().claims,
                        bare / single.getFirst().takes,
                        bare / claims,
                        bare / takes),
                notes);
    }

    private List<Speed> measure(String how, int count, int claims, int takes)
            throws ExecutionException, InterruptedException {
        var speeds = new ArrayList<Speed>();
        for (var connections : CONNECTIONS) {
            Cluster.tell(how + " over " + connections);
            var runs = new ArrayList<Speed>();
            for (var round = 0; round < rounds; round++) {
                runs.add(speed(count, connections, claims, takes));
            }
            speeds.add(new Speed(
                    median(runs.stream().mapToDouble(Speed::claims).toArray()),
                    median(runs.stream().mapToDouble(Speed::takes).toArray())));
        }
        return speeds;
    }

    private Speed speed(int count, int connections, int claims, int takes)
            throws ExecutionException, InterruptedException {
        own.flushAll();
        try (var client = client()) {
            var opened = new RedisDispatcherRegistry(client).openGeneration(List.of());
            if (!(opened instanceof OpenAnswer.Open)) {
                throw new IllegalStateException("an empty Redis waits for " + opened);
            }
        }
        var ids = IntStream.range(0, count).mapToObj(i -> "3xroom" + i).toList();
        own.sadd(PLATFORM.livesKey(), ids.toArray(String[]::new));
        var jobs = new ArrayList<Job>();
        var claiming = inParallel(
                ids,
                connections,
                (share, name) -> {
                    try (var client = client()) {
                        return claim(client, share, claims);
                    }
                },
                jobs);
        if (jobs.size() != count) {
            throw new IllegalStateException("claimed " + jobs.size() + " of " + count);
        }
        try (var client = client()) {
            var registry = new RedisDispatcherRegistry(client);
            batches(jobs, CLAIMS).forEach(registry::confirm);
        }
        var taken = new ArrayList<Job>();
        var taking = inParallel(
                jobs,
                connections,
                (share, name) -> {
                    try (var client = client()) {
                        return take(client, name, share, takes);
                    }
                },
                taken);
        if (taken.size() != count) {
            throw new IllegalStateException("took " + taken.size() + " of " + count);
        }
        return new Speed(count / claiming, count / taking);
    }

    private static List<Job> claim(UnifiedJedis client, List<String> ids, int batch) {
        var registry = new RedisDispatcherRegistry(client);
        var jobs = new ArrayList<Job>();
        for (var some : batches(ids, batch)) {
            if (registry.claim(PLATFORM, some) instanceof ClaimAnswer.Claimed(var claimed)) {
                jobs.addAll(claimed);
            }
        }
        return jobs;
    }

    private static List<Job> take(UnifiedJedis client, String session, List<Job> jobs, int batch) {
        var registry = new RedisWorkerRegistry(client);
        registry.beat(new Beat(session, LONG, "{}", 0, null));
        var taken = new ArrayList<Job>();
        for (var some : batches(jobs, batch)) {
            var answers = registry.take(
                    session,
                    some.stream().map(job -> new Question(job, false, null)).toList());
            for (var i = 0; i < some.size(); i++) {
                if (answers.get(i) instanceof TakeAnswer.Take) {
                    taken.add(some.get(i));
                }
            }
        }
        return taken;
    }

    private interface Work<T> {
        List<Job> of(List<T> share, String name);
    }

    /** Everybody a share of the same size. @return seconds until all are done */
    private static <T> double inParallel(
            List<T> all, int connections, Work<T> work, List<Job> results)
            throws ExecutionException, InterruptedException {
        var shares = batches(all, Math.ceilDiv(all.size(), connections));
        try (var threads = Executors.newFixedThreadPool(connections)) {
            var begun = System.nanoTime();
            var done = IntStream.range(0, shares.size())
                    .mapToObj(i -> threads.submit(() -> work.of(shares.get(i), "session" + i)))
                    .toList();
            for (var part : done) {
                results.addAll(part.get());
            }
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    private double bareWrites(int count) {
        Cluster.tell("bare writes");
        own.flushAll();
        var record =
                "{\"v\":1,\"state\":\"claimed\",\"job\":\"1763750000000\",\"gen\":\"1763750000000\","
                        + "\"term\":\"0\",\"since\":\"1763750000000\"}";
        var speeds = new double[rounds];
        for (var round = 0; round < rounds; round++) {
            var begun = System.nanoTime();
            for (var i = 0; i < count; i++) {
                own.hset("bare", "3xroom" + i, record);
            }
            speeds[round] = count / ((System.nanoTime() - begun) / 1e9);
        }
        return median(speeds);
    }

    private UnifiedJedis client() {
        return RedisConnections.open(RedisSettings.parse(redis.uri().toString()), "bench");
    }

    private static <T> List<List<T>> batches(List<T> all, int size) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + size)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from + size)))
                .toList();
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String told(double speed) {
        return String.format(Locale.ROOT, "%,.0f", speed);
    }

    private static String join(List<String> words) {
        return String.join(" / ", words);
    }
}
