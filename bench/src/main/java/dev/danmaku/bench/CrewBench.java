package dev.danmaku.bench;

import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.config.RedisSettings;
import dev.danmaku.registry.Beat;
import dev.danmaku.registry.OpenAnswer;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.registry.RedisDispatcherRegistry;
import dev.danmaku.registry.RedisWorkerRegistry;
import dev.danmaku.registry.WorkerRegistry;
import dev.danmaku.testing.servers.TestRedis;

import redis.clients.jedis.Jedis;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What Redis itself takes for what each of many workers does again and again: a beat, and a look at the others. */
final class CrewBench {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int CALLS = 200;
    /** As a worker with two sinks says it. */
    private static final String ABOUT =
            "{\"v\":1,\"host\":\"worker-7f9c6bd8f5-abcde\",\"pid\":1,\"version\":\"0.1.0\",\"startedAt\":1763750000000,"
                    + "\"slots\":2000,\"rooms\":1000,\"loopLagMs\":1,\"heapUsedMib\":300,\"heapMaxMib\":600,"
                    + "\"eventsPerSecond\":1000,\"eventsPerSecondOf\":{\"kuaishou\":1000},"
                    + "\"sinks\":[{\"name\":\"jsonl\",\"waiting\":12,\"heldBytes\":12345,\"lagMs\":200},"
                    + "{\"name\":\"redis\",\"waiting\":0,\"heldBytes\":0,\"lagMs\":1}]}";

    private final Jedis own;
    private final WorkerRegistry registry;

    private CrewBench(Jedis own, WorkerRegistry registry) {
        this.own = own;
        this.registry = registry;
    }

    static Figure run(Options options) throws Exception {
        var workers = options.count("workers", 1_000);
        var rounds = options.count("rounds", 5);
        options.requireNoOthers();
        try (var redis = TestRedis.start();
                var own = redis.connect();
                var client = RedisConnections.open(
                        RedisSettings.parse(redis.uri().toString()), "bench")) {
            var opened = new RedisDispatcherRegistry(client).openGeneration(List.of());
            if (!(opened instanceof OpenAnswer.Open)) {
                throw new IllegalStateException("an empty Redis waits for " + opened);
            }
            return new CrewBench(own, new RedisWorkerRegistry(client)).measure(workers, rounds);
        }
    }

    private Figure measure(int workers, int rounds) {
        for (var i = 0; i < workers; i++) {
            beat(i);
        }
        var beat = Double.MAX_VALUE;
        var list = Double.MAX_VALUE;
        var anew = Double.MAX_VALUE;
        var shared = Double.MAX_VALUE;
        for (var round = 0; round < rounds; round++) {
            Cluster.tell("round " + (round + 1));
            beat = Math.min(beat, micros(() -> beat(0)));
            list = Math.min(list, micros(registry::crew));
            anew = Math.min(anew, micros(() -> registry.sums(session(0), true)));
            shared = Math.min(shared, micros(() -> registry.sums(session(0), false)));
        }
        return new Figure(
                String.format(
                        Locale.ROOT, "a beat and a look at the others, of %,d workers", workers),
                String.format(
                        Locale.ROOT,
                        "Redis takes %.0f us for a beat; for sums of the others %.0f us where they were made a moment ago, "
                                + "%.0f us to make them, four times a second for all",
                        beat,
                        shared,
                        anew),
                String.format(
                        Locale.ROOT,
                        "the list of all workers: %.0f us, %.0f times as long as sums",
                        list,
                        list / shared),
                List.of());
    }

    private static String session(int worker) {
        return String.format(Locale.ROOT, "worker-7f9c6bd8f5-%05d-0123456789ab", worker);
    }

    private void beat(int worker) {
        registry.beat(new Beat(session(worker), LONG, ABOUT, 0, null));
    }

    /** What Redis' own clock says of a call on average. */
    private double micros(Runnable call) {
        call.run();
        own.configResetStat();
        for (var i = 0; i < CALLS; i++) {
            call.run();
        }
        return own.info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_evalsha:"))
                .map(line -> line.replaceAll(".*usec_per_call=([0-9.]+).*", "$1"))
                .mapToDouble(Double::parseDouble)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("INFO counts no EVALSHA"));
    }
}
