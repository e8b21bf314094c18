package dev.danmaku.bench;

import dev.danmaku.bench.cluster.BareClient;
import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.cluster.WorkerPlan;
import dev.danmaku.bench.figure.Spread;
import dev.danmaku.simulator.room.Moment;
import dev.danmaku.simulator.room.SimulatedRoom;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * From the moment before {@code SADD ks_lives} to the simulator's own time of the join, one room after another, on a warm cluster that
 * has nothing else to do. In turn with each, a bare client looks another room up and joins it.
 */
final class SaddBench {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(1);
    /** Rooms come at random, so that they meet no interval of ours always at the same point. */
    private static final int MAX_PAUSE_MILLIS = 60;

    private final Cluster cluster;
    private final Random random = new Random(1);

    private SaddBench(Cluster cluster) {
        this.cluster = cluster;
    }

    static Figure run(Options options) throws Exception {
        var rooms = options.count("rooms", 300);
        var warmUp = options.count("warmup", 200);
        options.requireNoOthers();
        try (var cluster = Cluster.start()) {
            cluster.dispatcher();
            cluster.worker(WorkerPlan.of(rooms + warmUp, "-Xmx512m"));
            return new SaddBench(cluster).measure(rooms, warmUp);
        }
    }

    private Figure measure(int rooms, int warmUp) throws IOException, InterruptedException {
        var ours = new double[rooms];
        var bare = new double[rooms];
        try (var client = new BareClient(cluster.simulator().url())) {
            Cluster.tell("warming up with " + warmUp + " rooms");
            for (var i = 0; i < warmUp; i++) {
                bySadd("warm" + i);
                byClient(client, "warmbare" + i);
            }
            Cluster.tell("measuring " + rooms + " rooms");
            for (var i = 0; i < rooms; i++) {
                ours[i] = bySadd("room" + i);
                bare[i] = byClient(client, "bare" + i);
            }
        }
        var sadd = Spread.ofMillis(ours);
        var floor = Spread.ofMillis(bare);
        return new Figure(
                "`sadd` to joined, " + rooms + " rooms one after another",
                sadd.toString(),
                String.format(
                        Locale.ROOT,
                        "bare look-ups and join: %s; ratio at p50 %.1f, at p99 %.1f",
                        floor,
                        sadd.percentile(50) / floor.percentile(50),
                        sadd.percentile(99) / floor.percentile(99)),
                List.of());
    }

    private double bySadd(String id) throws InterruptedException {
        var room = live(id);
        var begun = Instant.now();
        cluster.sadd(List.of(id));
        return untilJoined(room, begun);
    }

    private double byClient(BareClient client, String id) throws IOException, InterruptedException {
        var room = live(id);
        var begun = Instant.now();
        var socket = client.join(id);
        var millis = untilJoined(room, begun);
        socket.abort();
        return millis;
    }

    private SimulatedRoom live(String id) throws InterruptedException {
        var room = cluster.simulator().kuaishou().room(id).goLive();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_PAUSE_MILLIS));
        return room;
    }

    private double untilJoined(SimulatedRoom room, Instant begun) throws InterruptedException {
        cluster.await(room.id() + " joined", LIMIT, LOOK, () -> room.counts().joins() > 0);
        var joined = room.timeline().moments().stream()
                .filter(moment -> moment.what() == Moment.What.JOINED)
                .findFirst()
                .orElseThrow();
        return Duration.between(begun, joined.at()).toNanos() / 1e6;
    }
}
