package dev.danmaku.bench;

import dev.danmaku.bench.cluster.BareClient;
import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.cluster.RoleProcess;
import dev.danmaku.bench.figure.Spread;
import dev.danmaku.simulator.room.Moment;
import dev.danmaku.simulator.room.Moment.What;
import dev.danmaku.simulator.room.SimulatedPlatform;
import dev.danmaku.simulator.room.SimulatedRoom;

import java.io.IOException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Three workers share the rooms; one is killed, and each of its rooms is unwatched from the close that the simulator saw to the next
 * join. Then a fresh worker takes the dead one's place and takes on new rooms, and the next is killed. No look-up or connect rate is
 * limited.
 */
final class KillBench {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(20);
    /** As long as a mistake would need to show: a deadline and a repair. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(10);

    private static final int WORKERS = 3;

    private final Cluster cluster;
    private final SimulatedPlatform site;
    private final List<RoleProcess> workers = new ArrayList<>();
    private final List<Double> unwatched = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private KillBench(Cluster cluster) {
        this.cluster = cluster;
        this.site = cluster.simulator().kuaishou();
    }

    static Figure run(Options options) throws Exception {
        var rooms = options.count("rooms", 300);
        var kills = options.count("kills", WORKERS);
        options.requireNoOthers();
        try (var cluster = Cluster.start()) {
            cluster.dispatcher();
            return new KillBench(cluster).measure(rooms, kills);
        }
    }

    private Figure measure(int rooms, int kills) throws Exception {
        for (var i = 0; i < WORKERS; i++) {
            workers.add(worker(rooms));
        }
        for (var round = 0; round < kills; round++) {
            var ids = ids(round, rooms);
            watch(ids);
            killOne(ids);
            leave(ids);
            workers.add(worker(rooms));
        }
        var spread = Spread.ofMillis(
                unwatched.stream().mapToDouble(Double::doubleValue).toArray());
        var bare = bareJoins(spread.size() / kills);
        return new Figure(
                String.format(
                        Locale.ROOT,
                        "unwatched after `kill -9` of one of %d workers with %d rooms (%d rooms in %d kills)",
                        WORKERS,
                        rooms,
                        spread.size(),
                        kills),
                spread + doubly(rooms, kills),
                String.format(
                        Locale.ROOT,
                        "bare look-ups and joins of as many rooms as died at once, one after another: %.0f ms for all; "
                                + "ratio to our max %.1f",
                        bare,
                        spread.max() / bare),
                notes);
    }

    /** Two of three can carry all rooms, so that none lies in the queue when one is gone; one alone cannot have them all. */
    private RoleProcess worker(int rooms) throws IOException, InterruptedException {
        return cluster.worker((rooms + 1) / 2, "-Xmx256m");
    }

    private static List<String> ids(int round, int rooms) {
        return IntStream.range(0, rooms).mapToObj(i -> "3xk" + round + "r" + i).toList();
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
        cluster.kill(workers.removeFirst());
        var dead = Instant.now();
        cluster.await(
                "closes seen",
                LIMIT,
                LOOK,
                () -> ids.stream().anyMatch(id -> site.room(id).counts().closes() > 0));
        cluster.await("all rooms joined again", LIMIT, LOOK, () -> allJoined(ids));
        Thread.sleep(AFTERWARDS);
        var lost = ids.stream()
                .map(site::room)
                .filter(room -> room.counts().closes() > 0)
                .toList();
        lost.forEach(room -> unwatched.add(unwatchedMillis(room)));
        notes.add(String.format(
                Locale.ROOT,
                "%d rooms lost; dead after %d ms; all joined %.0f ms after the kill",
                lost.size(),
                Duration.between(killed, dead).toMillis(),
                lost.stream()
                        .mapToDouble(
                                room -> Duration.between(killed, rejoined(room)).toNanos() / 1e6)
                        .max()
                        .orElse(0)));
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

    private static double unwatchedMillis(SimulatedRoom room) {
        return Duration.between(first(room, What.CLOSED).at(), rejoined(room)).toNanos() / 1e6;
    }

    private static Instant rejoined(SimulatedRoom room) {
        return room.timeline().moments().stream()
                .filter(moment -> moment.what() == What.JOINED)
                .skip(1)
                .findFirst()
                .orElseThrow()
                .at();
    }

    private static Moment first(SimulatedRoom room, What what) {
        return room.timeline().moments().stream()
                .filter(moment -> moment.what() == what)
                .findFirst()
                .orElseThrow();
    }

    private String doubly(int rooms, int kills) {
        var twice = IntStream.range(0, kills)
                .boxed()
                .flatMap(round -> ids(round, rooms).stream())
                .filter(id -> site.room(id).counts().maxJoined() > 1)
                .count();
        return twice == 0 ? "; none watched twice" : "; " + twice + " WATCHED TWICE";
    }

    /** @return milliseconds for all */
    private double bareJoins(int rooms) throws Exception {
        var sockets = new ArrayList<WebSocket>();
        try (var client = new BareClient(cluster.simulator().url())) {
            var ids = IntStream.range(0, rooms).mapToObj(i -> "3xbare" + i).toList();
            ids.forEach(id -> site.room(id).goLive());
            client.join(ids.getFirst()).abort();
            var begun = System.nanoTime();
            for (var id : ids) {
                sockets.add(client.join(id));
            }
            var millis = (System.nanoTime() - begun) / 1e6;
            sockets.forEach(WebSocket::abort);
            return millis;
        }
    }
}
