package dev.danmaku.bench;

import dev.danmaku.bench.cluster.BareClient;
import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.cluster.RoleProcess;
import dev.danmaku.bench.cluster.WorkerPlan;
import dev.danmaku.bench.figure.Spread;
import dev.danmaku.bench.seen.RoomHistory;
import dev.danmaku.registry.Keys;
import dev.danmaku.simulator.room.SimulatedPlatform;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Three workers share the rooms; something is done to the fullest of them, and the simulator tells what its rooms saw: for how long no socket
 * was joined, and for how long two were. Then all rooms leave, there are three workers again, and it is done to the next with fresh
 * rooms. No look-up or connect rate is limited.
 */
final class FaultBench {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(20);
    /** As long as a mistake would need to show: a deadline and a repair. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(10);
    /** Past the deadline of 5 s, and what the others need then. */
    private static final Duration FROZEN = Duration.ofSeconds(12);

    private static final int WORKERS = 3;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Cluster cluster;
    private final SimulatedPlatform site;
    private final int rooms;
    private final int rounds;
    private final List<RoleProcess> workers = new ArrayList<>();
    private final List<Double> unwatched = new ArrayList<>();
    private final List<Double> twice = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private FaultBench(Cluster cluster, int rooms, int rounds) {
        this.cluster = cluster;
        this.site = cluster.simulator().kuaishou();
        this.rooms = rooms;
        this.rounds = rounds;
    }

    /** What is done to a worker whose rooms these are, and what became of them. */
    private interface Deed {
        void done(FaultBench bench, List<String> ids) throws IOException, InterruptedException;
    }

    /** {@code kill -9}: from the close that the simulator saw to the next join. */
    static Figure kill(Options options) throws Exception {
        return run(options, FaultBench::killOne, bench -> {
            var spread = spread(bench.unwatched);
            var bare = bench.bareJoins(spread.size() / bench.rounds);
            return new Figure(
                    bench.title("unwatched after `kill -9`", spread),
                    spread + bench.anyTwice(),
                    String.format(
                            Locale.ROOT,
                            "bare look-ups and joins of as many rooms as died at once, one after another: %.0f ms for all; "
                                    + "ratio to our max %.1f",
                            bare,
                            spread.max() / bare),
                    bench.notes);
        });
    }

    /** SIGTERM: it hands its rooms over. */
    static Figure stop(Options options) throws Exception {
        return run(options, FaultBench::stopOne, bench -> {
            var spread = spread(bench.unwatched);
            return new Figure(
                    bench.title("SIGTERM", spread),
                    "unwatched " + spread + "; two sockets joined for " + spread(bench.twice),
                    "none",
                    bench.notes);
        });
    }

    /** SIGSTOP past the deadline, then SIGCONT. */
    static Figure freeze(Options options) throws Exception {
        return run(options, FaultBench::freezeOne, bench -> {
            var spread = spread(bench.unwatched);
            return new Figure(
                    bench.title("SIGSTOP for " + FROZEN.toSeconds() + " s, deadline 5 s,", spread),
                    "from SIGSTOP to the next join " + spread
                            + "; from SIGCONT until the old socket is closed "
                            + spread(bench.twice),
                    "none",
                    bench.notes);
        });
    }

    private static Figure run(Options options, Deed deed, Function<FaultBench, Figure> figure)
            throws Exception {
        var rooms = options.count("rooms", 300);
        var rounds = options.count("rounds", 7);
        options.requireNoOthers();
        try (var cluster = Cluster.start()) {
            cluster.dispatcher();
            var bench = new FaultBench(cluster, rooms, rounds);
            bench.measure(deed);
            return figure.apply(bench);
        }
    }

    private void measure(Deed deed) throws IOException, InterruptedException {
        for (var round = 0; round < rounds; round++) {
            while (workers.size() < WORKERS) {
                workers.add(worker());
            }
            var ids = ids(round);
            watch(ids);
            deed.done(this, ids);
            leave(ids);
        }
    }

    /**
     * Two of three can carry all rooms, so that none lies in the queue when one is gone; one alone cannot have them all. Rooms move
     * for no other reason than the fault.
     */
    private RoleProcess worker() throws IOException, InterruptedException {
        return cluster.worker(WorkerPlan.of((rooms + 1) / 2, "-Xmx256m")
                .with("--danmaku.worker.rebalance=false"));
    }

    /** By what the workers' last beats said. */
    private RoleProcess takeFullest() {
        Map<Long, Integer> roomsByPid = cluster.redis().hvals(Keys.WORKERS).stream()
                .map(JSON::readTree)
                .collect(Collectors.toMap(
                        about -> about.path("pid").asLong(),
                        about -> about.path("rooms").asInt()));
        var fullest = workers.stream()
                .max(Comparator.comparingInt(worker -> roomsByPid.getOrDefault(worker.pid(), 0)))
                .orElseThrow();
        workers.remove(fullest);
        return fullest;
    }

    private List<String> ids(int round) {
        return IntStream.range(0, rooms).mapToObj(i -> "3xf" + round + "r" + i).toList();
    }

    private void watch(List<String> ids) throws InterruptedException {
        Cluster.tell("watching " + ids.size() + " rooms");
        ids.forEach(id -> site.room(id).goLive());
        cluster.sadd(ids);
        cluster.await("all rooms joined", LIMIT, LOOK, () -> allJoined(ids));
        Thread.sleep(Duration.ofSeconds(2));
    }

    private void killOne(List<String> ids) throws InterruptedException {
        Cluster.tell("killing a worker");
        var killed = Instant.now();
        cluster.kill(takeFullest());
        var dead = Duration.between(killed, Instant.now());
        awaitClosesAndJoins(ids);
        Thread.sleep(AFTERWARDS);
        var lost = closed(ids);
        lost.forEach(room -> unwatched.add(room.unwatched()));
        lost.forEach(room -> twice.add(room.twice()));
        notes.add(String.format(
                Locale.ROOT,
                "%d rooms lost; dead after %d ms; all joined %.0f ms after the kill",
                lost.size(),
                dead.toMillis(),
                lost.stream()
                        .mapToDouble(room -> room.untilJoinedAgain(killed))
                        .max()
                        .orElse(0)));
    }

    private void stopOne(List<String> ids) throws InterruptedException {
        Cluster.tell("stopping a worker");
        var told = Instant.now();
        cluster.stop(takeFullest());
        var ended = Duration.between(told, Instant.now());
        awaitClosesAndJoins(ids);
        Thread.sleep(AFTERWARDS);
        var given = closed(ids);
        given.forEach(room -> unwatched.add(room.unwatched()));
        given.forEach(room -> twice.add(room.twice()));
        notes.add(given.size() + " rooms given away; the process ended after " + ended.toMillis()
                + " ms");
    }

    private void freezeOne(List<String> ids) throws IOException, InterruptedException {
        Cluster.tell("freezing a worker");
        var worker = takeFullest();
        var frozen = Instant.now();
        worker.freeze();
        Thread.sleep(FROZEN);
        var thawed = Instant.now();
        worker.thaw();
        awaitClosesAndJoins(ids);
        Thread.sleep(AFTERWARDS);
        workers.add(worker);
        var lost = closed(ids);
        lost.forEach(room -> unwatched.add(room.untilJoinedAgain(frozen)));
        lost.forEach(room -> twice.add(room.untilClosed(thawed)));
        notes.add(lost.size() + " rooms lost");
    }

    private void awaitClosesAndJoins(List<String> ids) throws InterruptedException {
        cluster.await("closes seen", LIMIT, LOOK, () -> !closed(ids).isEmpty());
        cluster.await("all rooms joined, each once", LIMIT, LOOK, () -> allJoined(ids));
    }

    /** The stream is over for the registry: the next round has room. */
    private void leave(List<String> ids) throws InterruptedException {
        cluster.redis().srem("ks_lives", ids.toArray(String[]::new));
        cluster.await(
                "all rooms left",
                LIMIT,
                LOOK,
                () -> ids.stream().allMatch(id -> site.room(id).counts().joined() == 0));
    }

    private boolean allJoined(List<String> ids) {
        return ids.stream().allMatch(id -> site.room(id).counts().joined() == 1);
    }

    /** Those that lost a socket. */
    private List<RoomHistory> closed(List<String> ids) {
        return ids.stream()
                .map(site::room)
                .filter(room -> room.counts().closes() > 0)
                .map(RoomHistory::of)
                .toList();
    }

    private static Spread spread(List<Double> millis) {
        return Spread.ofMillis(millis.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private String title(String fault, Spread spread) {
        return String.format(
                Locale.ROOT,
                "%s of the fullest of %d workers with %d rooms (%,d rooms in %d rounds)",
                fault,
                WORKERS,
                rooms,
                spread.size(),
                rounds);
    }

    private String anyTwice() {
        var doubly = twice.stream().filter(millis -> millis > 0).count();
        return doubly == 0 ? "; none watched twice" : "; " + doubly + " WATCHED TWICE";
    }

    /** @return milliseconds for all */
    private double bareJoins(int count) {
        var sockets = new ArrayList<WebSocket>();
        try (var client = new BareClient(cluster.simulator().url())) {
            var ids = IntStream.range(0, count).mapToObj(i -> "3xbare" + i).toList();
            ids.forEach(id -> site.room(id).goLive());
            client.join(ids.getFirst()).abort();
            var begun = System.nanoTime();
            for (var id : ids) {
                sockets.add(client.join(id));
            }
            var millis = (System.nanoTime() - begun) / 1e6;
            sockets.forEach(WebSocket::abort);
            return millis;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the bare client cannot join", e);
        }
    }
}
