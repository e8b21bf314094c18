package dev.danmaku.bench;

import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.cluster.RoleProcess;
import dev.danmaku.bench.cluster.WorkerPlan;
import dev.danmaku.bench.figure.Spread;
import dev.danmaku.bench.seen.Kept;
import dev.danmaku.bench.seen.RoomHistory;
import dev.danmaku.simulator.room.Action;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.simulator.room.SimulatedPlatform;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A worker with many quiet rooms is told to stop, and gives all of them to others that are empty. Each worker has a folder of its own;
 * all chats together are held against the simulator's numbers.
 */
final class DrainBench {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration UNTIL_WRITTEN = Duration.ofSeconds(5);
    private static final int SADD_IDS = 500;
    private static final String LAST_WORD = "the last word";

    private final Cluster cluster;
    private final SimulatedPlatform site;
    private final List<String> ids;
    private final Rates rates;

    private DrainBench(Cluster cluster, int rooms, double chatsPerSecond) {
        this.cluster = cluster;
        this.site = cluster.simulator().kuaishou();
        this.ids = IntStream.range(0, rooms).mapToObj(i -> "3xdrain" + i).toList();
        this.rates = Rates.chatting(chatsPerSecond);
    }

    static Figure run(Options options) throws Exception {
        var rooms = options.count("rooms", 5_000);
        var to = options.count("to", 1);
        var chats = options.count("chatsaminute", 6);
        options.requireNoOthers();
        try (var cluster = Cluster.start()) {
            cluster.dispatcher();
            return new DrainBench(cluster, rooms, chats / 60.0).measure(to);
        }
    }

    private Figure measure(int to) throws Exception {
        var giver = worker();
        watch();
        for (var i = 0; i < to; i++) {
            worker();
        }
        site.inEveryRoom(new Action.SetRates(rates)).join();
        Thread.sleep(Duration.ofSeconds(10));
        Cluster.tell("stopping the worker that has all rooms");
        var told = Instant.now();
        cluster.stop(giver);
        var ended = Duration.between(told, Instant.now());
        cluster.await("all rooms joined, each once", LIMIT, LOOK, this::allJoined);
        Thread.sleep(UNTIL_WRITTEN);
        ids.forEach(id -> site.room(id).rates(Rates.QUIET).chat(LAST_WORD));
        Thread.sleep(UNTIL_WRITTEN);
        return figure(to, told, ended);
    }

    /** Any of them can have all rooms, and as long as it takes to give them away. */
    private RoleProcess worker() throws IOException, InterruptedException {
        return cluster.worker(WorkerPlan.of(ids.size(), "-Xmx1g")
                .onItsOwn()
                .with("--danmaku.worker.rebalance=false")
                .with("--danmaku.worker.shutdown-grace=10m"));
    }

    private void watch() throws InterruptedException {
        Cluster.tell("watching " + ids.size() + " rooms");
        ids.forEach(id -> site.room(id).goLive(Rates.QUIET));
        for (var i = 0; i < ids.size(); i += SADD_IDS) {
            cluster.sadd(ids.subList(i, Math.min(ids.size(), i + SADD_IDS)));
        }
        cluster.await("all rooms joined", LIMIT, LOOK, this::allJoined);
    }

    private boolean allJoined() {
        return ids.stream().allMatch(id -> site.room(id).counts().joined() == 1);
    }

    private Figure figure(int to, Instant told, Duration ended) throws IOException {
        Cluster.tell("reading what is on disk");
        var histories = ids.stream().map(site::room).map(RoomHistory::of).toList();
        var kept = Kept.NOTHING;
        for (var id : ids) {
            kept = kept.plus(Kept.read(cluster.folder(), site.room(id).id()));
        }
        var notes = new ArrayList<>(kept.examples());
        notes.add(String.format(
                Locale.ROOT,
                "the last room's new socket was joined %.2f s after SIGTERM; %d joins for %d rooms",
                spread(histories, room -> room.untilLastJoined(told)).max() / 1e3,
                ids.stream().mapToLong(id -> site.room(id).counts().joins()).sum(),
                ids.size()));
        return new Figure(
                String.format(
                        Locale.ROOT,
                        "SIGTERM of a worker with %,d rooms at %.0f chats/s in all, %s",
                        ids.size(),
                        rates.chats() * ids.size(),
                        to == 1 ? "one other" : to + " others"),
                String.format(
                        Locale.ROOT,
                        "gone after %.1f s, %,.0f rooms/s; unwatched %s; two sockets joined for %s; "
                                + "of %,d chats on disk: %d missing outside recorded gaps, %d missing inside, %d twice",
                        ended.toMillis() / 1e3,
                        ids.size() / (ended.toMillis() / 1e3),
                        spread(histories, RoomHistory::unwatched),
                        spread(histories, RoomHistory::twice),
                        kept.chats(),
                        kept.lost(),
                        kept.inGaps(),
                        kept.twice()),
                "none",
                notes);
    }

    private static Spread spread(List<RoomHistory> histories, ToDoubleFunction<RoomHistory> of) {
        return Spread.ofMillis(histories.stream().mapToDouble(of).toArray());
    }
}
