package dev.danmaku.bench;

import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.cluster.WorkerPlan;
import dev.danmaku.bench.figure.Spread;
import dev.danmaku.registry.Keys;
import dev.danmaku.room.Platform;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A job waits in the queue; a worker process is started, from the built jar as the launcher does it, and the registry's history tells when it
 * took the job: with a cache of {@code danmaku train} and without one, by turns.
 */
final class StartBench {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MEBIBYTE = 1 << 20;

    private final Cluster cluster;
    private final Path jar;
    private final Path cache;
    private int room;

    private StartBench(Cluster cluster, Path jar) {
        this.cluster = cluster;
        this.jar = jar;
        this.cache = cluster.folder().resolve("danmaku.aot");
    }

    /** What was seen of one kind of start, a value each; milliseconds and bytes. */
    private record Starts(List<Double> taken, List<Double> joined, List<Double> rss) {
        Starts() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        static double median(List<Double> values) {
            return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
        }

        @Override
        public String toString() {
            var spread = Spread.ofMillis(
                    taken.stream().mapToDouble(Double::doubleValue).toArray());
            return String.format(
                    Locale.ROOT,
                    "p50 %.2f s, max %.2f s, joined p50 %.2f s, RSS then %.0f MiB",
                    median(taken) / 1e3,
                    spread.max() / 1e3,
                    median(joined) / 1e3,
                    median(rss) / MEBIBYTE);
        }
    }

    static Figure run(Options options) throws Exception {
        var rounds = options.count("rounds", 9);
        options.requireNoOthers();
        var jar = Path.of("standalone/target/danmaku.jar").toAbsolutePath();
        if (!Files.exists(jar)) {
            throw new IllegalStateException("there is no " + jar + ": run it by bench/run");
        }
        try (var cluster = Cluster.start()) {
            cluster.dispatcher();
            return new StartBench(cluster, jar).measure(rounds);
        }
    }

    private Figure measure(int rounds) throws IOException, InterruptedException {
        Cluster.tell("making the cache");
        var begun = System.nanoTime();
        cluster.runJar(jar, "train", cache.toString());
        var training = Duration.ofNanos(System.nanoTime() - begun);
        var with = new Starts();
        var without = new Starts();
        // files in the system's memory, servers warm
        start(new Starts(), "-XX:AOTCache=" + cache);
        start(new Starts());
        for (var round = 0; round < rounds; round++) {
            Cluster.tell("round " + (round + 1) + " of " + rounds);
            start(with, "-XX:AOTCache=" + cache);
            start(without);
        }
        return new Figure(
                "start of a worker process to its first job taken, " + rounds + " times",
                "with the cache of `danmaku train`: " + with,
                String.format(
                        Locale.ROOT,
                        "without: %s; ratio at p50 %.2f",
                        without,
                        Starts.median(without.taken) / Starts.median(with.taken)),
                List.of(String.format(
                        Locale.ROOT,
                        "the training took %.1f s, the cache has %d MiB",
                        training.toMillis() / 1e3,
                        Files.size(cache) / MEBIBYTE)));
    }

    private void start(Starts starts, String... jvm) throws IOException, InterruptedException {
        var id = "3xstart" + room++;
        var live = cluster.simulator().kuaishou().room(id).goLive();
        cluster.sadd(List.of(id));
        cluster.await(id + " queued", LIMIT, LOOK, () -> moment(id, "queued") > 0);
        var flags = new ArrayList<>(List.of("-Xmx512m"));
        flags.addAll(List.of(jvm));

        var begun = Instant.now();
        var worker = cluster.workerOfJar(WorkerPlan.of(10, flags.toArray(String[]::new)), jar);
        cluster.await(id + " joined", LIMIT, LOOK, () -> moment(id, "watching") > 0);
        starts.rss.add((double) worker.figures().rssBytes());
        starts.taken.add((double) moment(id, "opening") - begun.toEpochMilli());
        starts.joined.add((double) moment(id, "watching") - begun.toEpochMilli());

        cluster.redis().srem(Platform.KUAISHOU.livesKey(), id);
        cluster.await(id + " left", LIMIT, LOOK, () -> live.counts().joined() == 0);
        cluster.stop(worker);
    }

    /** When that was written into the room's history, by Redis' clock, which is this machine's; Unix milliseconds, 0 for never. */
    private long moment(String id, String what) {
        return cluster.redis().lrange(Keys.history(Platform.KUAISHOU, id), 0, -1).stream()
                .map(JSON::readTree)
                .filter(line -> line.path("what").asString("").equals(what))
                .mapToLong(line -> line.path("at").asLong())
                .findFirst()
                .orElse(0);
    }
}
