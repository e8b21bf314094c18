package dev.danmaku.bench;

import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.cluster.RoleProcess;
import dev.danmaku.bench.cluster.WorkerPlan;
import dev.danmaku.bench.seen.Kept;
import dev.danmaku.registry.Keys;
import dev.danmaku.room.Platform;
import dev.danmaku.simulator.room.DropManner;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.simulator.room.SimulatedPlatform;
import dev.danmaku.simulator.room.SimulatedRoom;
import dev.danmaku.simulator.room.Timeline;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Minutes of random faults, one after another, against a cluster of processes on real servers; after each, every room must be watched
 * again, by one. At the end each chat's number is looked for on disk. The faults follow from the seed; their moments do not.
 */
final class SoakBench {
    private static final int WORKERS = 3;
    private static final int DISPATCHERS = 2;
    private static final Duration HEALED = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Rates CHATS = Rates.chatting(2);
    private static final String LAST_WORD = "the last word";

    private final Cluster cluster;
    private final SimulatedPlatform site;
    private final List<String> rooms;
    private final Random random;
    private final List<RoleProcess> workers = new ArrayList<>();
    private final List<RoleProcess> dispatchers = new ArrayList<>();
    private final Map<Kind, List<Double>> healedAfter = new EnumMap<>(Kind.class);

    /** What is done to the cluster. */
    private enum Kind {
        WORKER_KILLED(SoakBench::killWorker),
        WORKER_STOPPED(SoakBench::stopWorker),
        WORKER_FROZEN(SoakBench::freezeWorker),
        DISPATCHER_KILLED(SoakBench::killDispatcher),
        RABBIT_RESTARTED(soak -> soak.cluster.rabbit().restart()),
        RABBIT_CONNECTIONS_CUT(soak -> soak.cluster.rabbit().closeConnections()),
        QUEUES_PURGED(SoakBench::purge),
        REDIS_PAUSED(SoakBench::pauseRedis),
        REDIS_EMPTIED(soak -> soak.cluster.loseRedisData()),
        ROOM_OFF_AND_ON(SoakBench::offAndOn),
        SOCKETS_CUT(SoakBench::cutSockets);

        private final Deed deed;

        Kind(Deed deed) {
            this.deed = deed;
        }

        String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    private interface Deed {
        void done(SoakBench soak) throws IOException, InterruptedException;
    }

    private SoakBench(Cluster cluster, int rooms, int seed) {
        this.cluster = cluster;
        this.site = cluster.simulator().kuaishou();
        this.rooms = IntStream.range(0, rooms).mapToObj(i -> "3xsoak" + i).toList();
        this.random = new Random(seed);
    }

    static Figure run(Options options) throws Exception {
        var minutes = options.count("minutes", 15);
        var rooms = options.count("rooms", 150);
        var seed = options.count("seed", 1);
        options.requireNoOthers();
        try (var cluster = Cluster.start()) {
            return new SoakBench(cluster, rooms, seed).measure(minutes, seed);
        }
    }

    private Figure measure(int minutes, int seed) throws Exception {
        for (var i = 0; i < DISPATCHERS; i++) {
            dispatchers.add(cluster.dispatcher());
        }
        for (var i = 0; i < WORKERS; i++) {
            workers.add(worker());
        }
        rooms.forEach(id -> site.room(id).goLive(CHATS));
        cluster.sadd(rooms);
        awaitHealed("the first joins");
        var faults = 0;
        for (var end = Instant.now().plus(Duration.ofMinutes(minutes));
                Instant.now().isBefore(end);
                faults++) {
            fault(Kind.values()[random.nextInt(Kind.values().length)]);
        }
        return figure(minutes, seed, faults);
    }

    private RoleProcess worker() throws IOException, InterruptedException {
        return cluster.worker(WorkerPlan.of(rooms.size(), "-Xmx256m").onItsOwn());
    }

    private void fault(Kind kind) throws IOException, InterruptedException {
        Cluster.tell(Instant.now() + " " + kind.words());
        var before = System.nanoTime();
        kind.deed.done(this);
        awaitHealed(kind.words());
        healedAfter
                .computeIfAbsent(kind, k -> new ArrayList<>())
                .add((System.nanoTime() - before) / 1e9);
        Thread.sleep(random.nextInt(3_000));
    }

    private void awaitHealed(String after) throws InterruptedException {
        cluster.await(
                "all rooms watched, each once, after " + after,
                HEALED,
                LOOK,
                () -> rooms.stream().allMatch(id -> site.room(id).counts().joined() == 1)
                        && recorded());
    }

    /** A Redis that lost its data has it again. */
    private boolean recorded() {
        return cluster.redis().exists(Keys.GENERATION)
                && cluster.redis().hlen(Keys.running(Platform.KUAISHOU)) == rooms.size();
    }

    private RoleProcess takeOne(List<RoleProcess> roles) {
        return roles.remove(random.nextInt(roles.size()));
    }

    private void killWorker() throws IOException, InterruptedException {
        cluster.kill(takeOne(workers));
        workers.add(worker());
    }

    private void stopWorker() throws IOException, InterruptedException {
        cluster.stop(takeOne(workers));
        workers.add(worker());
    }

    private void freezeWorker() throws IOException, InterruptedException {
        var frozen = workers.get(random.nextInt(workers.size()));
        frozen.freeze();
        Thread.sleep(500 + random.nextInt(9_000));
        frozen.thaw();
    }

    private void killDispatcher() throws IOException, InterruptedException {
        cluster.kill(takeOne(dispatchers));
        dispatchers.add(cluster.dispatcher());
    }

    private void purge() {
        cluster.rabbit().purge("jobs.kuaishou");
        cluster.rabbit().purge("handover.kuaishou");
    }

    private void pauseRedis() throws InterruptedException {
        cluster.pauseRedis(Duration.ofMillis(500 + random.nextInt(8_000)));
    }

    /** It says nothing meanwhile: what nobody wants to hear is not lost. */
    private void offAndOn() throws InterruptedException {
        var room = rooms.get(random.nextInt(rooms.size()));
        site.room(room).rates(Rates.QUIET);
        Thread.sleep(1_000);
        cluster.redis().srem("ks_lives", room);
        Thread.sleep(random.nextInt(6_000));
        cluster.sadd(List.of(room));
        awaitHealed("a room off and on");
        site.room(room).rates(CHATS);
    }

    private void cutSockets() {
        for (var i = 0; i < rooms.size() / 5; i++) {
            site.room(rooms.get(random.nextInt(rooms.size())))
                    .fault(new Fault.Drop(DropManner.RESET));
        }
    }

    private Figure figure(int minutes, int seed, int faults) throws Exception {
        rooms.forEach(id -> site.room(id).rates(Rates.QUIET).chat(LAST_WORD));
        Thread.sleep(Duration.ofSeconds(5));
        var ended = Instant.now();
        var kept = Kept.NOTHING;
        for (var id : rooms) {
            kept = kept.plus(Kept.read(cluster.folder(), site.room(id).id()));
        }
        var timelines =
                rooms.stream().map(site::room).map(SimulatedRoom::timeline).toList();
        var notes = healedAfter.entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%s: %d times, all rooms watched once again after %.1f s at most",
                        entry.getKey().words(),
                        entry.getValue().size(),
                        entry.getValue().stream()
                                .mapToDouble(Double::doubleValue)
                                .max()
                                .orElse(0)))
                .collect(Collectors.toCollection(ArrayList::new));
        notes.addAll(kept.examples());
        notes.add("forgotten moments of rooms: "
                + timelines.stream().mapToLong(Timeline::forgotten).sum());
        return new Figure(
                String.format(
                        Locale.ROOT,
                        "%d random faults of %d kinds in %d minutes (seed %d), %d rooms at 2 chats/s, %d workers, %d dispatchers",
                        faults,
                        healedAfter.size(),
                        minutes,
                        seed,
                        rooms.size(),
                        WORKERS,
                        DISPATCHERS),
                String.format(
                        Locale.ROOT,
                        "longest unwatched %.1f s, longest overlap %.1f s; of %,d chats on disk: %d missing outside recorded gaps, "
                                + "%d missing inside, %d twice (%d of them by the same key)",
                        longest(timelines, timeline -> timeline.longestUnwatched(ended)),
                        longest(timelines, timeline -> timeline.longestDoublyWatched(ended)),
                        kept.chats(),
                        kept.lost(),
                        kept.inGaps(),
                        kept.twice(),
                        kept.twiceByKey()),
                "none",
                notes);
    }

    private static double longest(List<Timeline> timelines, Function<Timeline, Duration> of) {
        return timelines.stream()
                        .map(of)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
    }
}
