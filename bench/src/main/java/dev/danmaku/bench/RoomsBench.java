package dev.danmaku.bench;

import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.cluster.RoleProcess;
import dev.danmaku.bench.cluster.WorkerPlan;
import dev.danmaku.bench.figure.ProcessFigures;
import dev.danmaku.bench.seen.Sequences;
import dev.danmaku.simulator.room.Action;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.simulator.room.SimulatedPlatform;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One worker process, first with few rooms, then with many, each room with one chat a second. What a room needs is the difference between
 * the two, by what is left after a collection and by what the process has then. At the end every chat's number is looked for on disk.
 */
final class RoomsBench {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(200);
    /** A push, the sink's interval, and some. */
    private static final Duration UNTIL_WRITTEN = Duration.ofSeconds(4);

    private static final Rates ONE_CHAT = Rates.chatting(1);
    private static final int SADD_IDS = 500;
    private static final int SPARE_SLOTS = 500;

    private final Cluster cluster;
    private final RoleProcess worker;
    private final SimulatedPlatform site;
    private final Duration settle;
    private final Duration watched;

    private RoomsBench(Cluster cluster, RoleProcess worker, Duration settle, Duration watched) {
        this.cluster = cluster;
        this.worker = worker;
        this.site = cluster.simulator().kuaishou();
        this.settle = settle;
        this.watched = watched;
    }

    static Figure run(Options options) throws Exception {
        var few = options.count("few", 100);
        var rooms = options.count("rooms", 5_000);
        var settle = Duration.ofSeconds(options.count("settle", 20));
        var watched = Duration.ofSeconds(options.count("seconds", 60));
        var heap = options.count("heap", 1024);
        options.requireNoOthers();
        if (!ProcessFigures.available()) {
            throw new IllegalStateException(
                    "memory, threads and CPU are read from /proc: this needs Linux");
        }
        try (var cluster = Cluster.start()) {
            cluster.dispatcher();
            var worker = cluster.worker(WorkerPlan.of(rooms + SPARE_SLOTS, "-Xmx" + heap + "m"));
            return new RoomsBench(cluster, worker, settle, watched).measure(few, rooms);
        }
    }

    /** What the worker is with so many rooms; bytes. */
    private record Size(int rooms, long heap, long rss, long rssBeforeGc, int threads) {
        String told() {
            return String.format(
                    Locale.ROOT,
                    "%d rooms: heap after GC %.1f MiB, RSS after GC %.1f MiB (before %.1f MiB), %d threads",
                    rooms,
                    heap / 1048576.0,
                    rss / 1048576.0,
                    rssBeforeGc / 1048576.0,
                    threads);
        }
    }

    private Figure measure(int few, int rooms) throws Exception {
        watch(0, few);
        Thread.sleep(settle);
        var small = size(few);
        watch(few, rooms);
        Thread.sleep(settle);
        var cpuFrom = worker.figures().cpu();
        var sentFrom = sent();
        Cluster.tell("watching for " + watched.toSeconds() + " s");
        Thread.sleep(watched);
        var cpu = worker.figures().cpu().minus(cpuFrom);
        var messages = sent() - sentFrom;
        var large = size(rooms);
        var kept = silenceAndRead();
        var more = rooms - few;
        return new Figure(
                String.format(
                        Locale.ROOT, "%,d rooms in one worker, one message a second each", rooms),
                String.format(
                        Locale.ROOT,
                        "heap %.1f KiB and RSS %.1f KiB for each further room; threads %d at %d rooms, %d at %d; "
                                + "CPU %.0f us a message; of %,d chats %d lost, %d doubled",
                        (large.heap - small.heap) / 1024.0 / more,
                        (large.rss - small.rss) / 1024.0 / more,
                        small.threads,
                        few,
                        large.threads,
                        rooms,
                        cpu.toNanos() / 1e3 / messages,
                        kept.there(),
                        kept.lost(),
                        kept.doubled()),
                "none",
                List.of(
                        small.told(),
                        large.told(),
                        String.format(
                                Locale.ROOT,
                                "%,d messages in %d s for %.1f s of CPU",
                                messages,
                                watched.toSeconds(),
                                cpu.toMillis() / 1e3)));
    }

    /** The rooms from one number to below the other; all live and silent until all are joined, so that nothing is missed. */
    private void watch(int from, int to) throws InterruptedException {
        Cluster.tell("from " + from + " to " + to + " rooms");
        var ids = IntStream.range(from, to).mapToObj(RoomsBench::id).toList();
        ids.forEach(id -> site.room(id).goLive());
        for (var i = 0; i < ids.size(); i += SADD_IDS) {
            cluster.sadd(ids.subList(i, Math.min(ids.size(), i + SADD_IDS)));
        }
        cluster.await(
                "all rooms joined",
                LIMIT,
                LOOK,
                () -> ids.stream().allMatch(id -> site.room(id).counts().joined() == 1));
        ids.forEach(id -> site.room(id).rates(ONE_CHAT));
    }

    private Size size(int rooms) throws IOException, InterruptedException {
        var before = worker.figures().rssBytes();
        worker.heapAfterGc();
        var heap = worker.heapAfterGc();
        var after = worker.figures();
        return new Size(rooms, heap, after.rssBytes(), before, after.threads());
    }

    private long sent() {
        return site.rooms().stream()
                .mapToLong(room -> room.counts().lastSequence())
                .sum();
    }

    private Sequences silenceAndRead() throws IOException, InterruptedException {
        site.inEveryRoom(new Action.SetRates(Rates.QUIET)).join();
        Thread.sleep(UNTIL_WRITTEN);
        Cluster.tell("reading what is on disk");
        var all = Sequences.NONE;
        for (var room : site.rooms()) {
            all = all.plus(Sequences.read(folder(room.id().id()), room.counts().lastSequence()));
        }
        return all;
    }

    private Path folder(String id) {
        return cluster.folder().resolve("events").resolve("kuaishou").resolve(id);
    }

    private static String id(int number) {
        return "3xroom%06d".formatted(number);
    }
}
