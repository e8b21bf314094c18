package dev.danmaku.bench;

import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.cluster.RoleProcess;
import dev.danmaku.bench.cluster.WorkerPlan;
import dev.danmaku.bench.figure.ProcessFigures;
import dev.danmaku.bench.figure.Spread;
import dev.danmaku.room.Platform;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/**
 * As many rooms as one machine's limit of open files lets one worker have; and a few workers with thousands of rooms each, one of which is
 * killed. All three platforms; {@code chats} a minute in each room.
 */
final class FullBench {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration AFTER = Duration.ofSeconds(10);

    private static final EnumSet<Platform> ALL = EnumSet.allOf(Platform.class);

    private FullBench() {}

    /** One worker with few rooms, then with all of them. */
    static Figure one(Options options) throws Exception {
        var few = options.count("few", 300);
        var rooms = options.count("rooms", 18_000);
        var heap = options.count("heap", 1024);
        var settle = Duration.ofSeconds(options.count("settle", 30));
        var watched = Duration.ofSeconds(options.count("seconds", 60));
        var chats = options.count("chats", 60) / 60.0;
        options.requireNoOthers();
        requireLinux();
        try (var cluster = Cluster.start()) {
            var many = ManyRooms.in(cluster, rooms);
            cluster.dispatcher();
            var worker = cluster.worker(WorkerPlan.of(ALL, rooms, "-Xmx" + heap + "m"));
            many.watch(0, few / ALL.size());
            many.chat(chats);
            Thread.sleep(settle);
            var small = Size.of(worker);
            many.chat(0);
            Thread.sleep(AFTER);
            var start = many.watch(few / ALL.size(), many.share());
            many.chat(chats);
            Thread.sleep(settle);
            var cpuFrom = worker.figures().cpu();
            var simulatorsFrom = many.simulatorsCpu();
            var sentFrom = many.sent();
            Cluster.tell("watching for " + watched.toSeconds() + " s");
            Thread.sleep(watched);
            var messages = many.sent() - sentFrom;
            var cpu = worker.figures().cpu().minus(cpuFrom);
            var simulators = many.simulatorsCpu().minus(simulatorsFrom);
            var large = Size.of(worker);
            var notOnce = many.notOnce();
            var closes = many.closes();
            many.chat(0);
            var written = many.awaitWritten(cluster.folder());
            var kept = written.sequences();
            var all = many.rooms().size();
            var more = all - few;
            return new Figure(
                    String.format(
                            Locale.ROOT,
                            "%,d rooms of three platforms in one worker with %d MiB of heap, %.2f chats a second each",
                            all,
                            heap,
                            chats),
                    String.format(
                            Locale.ROOT,
                            "joined within %.1f s, %,.0f rooms/s, %s; heap after GC %.0f MiB, RSS %.0f MiB, for each further room %.1f and %.1f KiB; "
                                    + "threads %d, with %d rooms %d; CPU %.0f %% of a core, %.0f us a chat; of %,d chats %d lost, %d doubled, the last on disk within %.1f s",
                            start.toMillis() / 1e3,
                            more / (start.toMillis() / 1e3),
                            notOnce.isEmpty() && closes == 0
                                    ? "each once, no socket closed"
                                    : "%d not once, %d sockets closed"
                                            .formatted(notOnce.size(), closes),
                            large.heap() / 1048576.0,
                            large.rss() / 1048576.0,
                            (large.heap() - small.heap()) / 1024.0 / more,
                            (large.rss() - small.rss()) / 1024.0 / more,
                            large.threads(),
                            few,
                            small.threads(),
                            100.0 * cpu.toNanos() / watched.toNanos(),
                            cpu.toNanos() / 1e3 / messages,
                            kept.there(),
                            kept.lost(),
                            kept.doubled(),
                            written.behind().toMillis() / 1e3),
                    "none",
                    List.of(
                            small.told(few),
                            large.told(all),
                            String.format(
                                    Locale.ROOT,
                                    "%,d chats in %d s; the simulators took %.0f %% of a core",
                                    messages,
                                    watched.toSeconds(),
                                    100.0 * simulators.toNanos() / watched.toNanos())));
        }
    }

    /** Workers that share the rooms evenly; one is killed when all are watched. */
    static Figure killed(Options options) throws Exception {
        var rooms = options.count("rooms", 16_000);
        var workers = options.count("workers", 4);
        var heap = options.count("heap", 1024);
        var chats = options.count("chats", 60) / 60.0;
        options.requireNoOthers();
        requireLinux();
        try (var cluster = Cluster.start()) {
            var many = ManyRooms.in(cluster, rooms);
            cluster.dispatcher();
            var slots = rooms / (workers - 1) + 100;
            var processes = new ArrayList<RoleProcess>();
            for (var i = 0; i < workers; i++) {
                processes.add(cluster.worker(WorkerPlan.of(ALL, slots, "-Xmx" + heap + "m")
                        .with("--danmaku.worker.rebalance=false")));
            }
            var start = many.watch(0, many.share());
            many.chat(chats);
            Thread.sleep(Duration.ofSeconds(20));
            Cluster.tell("killing a worker");
            var begun = System.nanoTime();
            cluster.kill(processes.removeFirst());
            cluster.await(
                    "closes seen",
                    LIMIT,
                    LOOK,
                    () -> many.rooms().stream().anyMatch(room -> room.closes() > 0));
            cluster.await("all rooms joined, each once", LIMIT, LOOK, many::eachOnce);
            var healed = Duration.ofNanos(System.nanoTime() - begun);
            Thread.sleep(AFTER);
            many.chat(0);
            var sizes = new ArrayList<Size>();
            for (var process : processes) {
                sizes.add(Size.of(process));
            }
            return figure(cluster, many, chats, start, healed, sizes);
        }
    }

    private static Figure figure(
            Cluster cluster,
            ManyRooms many,
            double chats,
            Duration start,
            Duration healed,
            List<Size> sizes)
            throws IOException, InterruptedException {
        var unwatched = new ArrayList<Double>();
        var twice = 0;
        for (var room : many.rooms()) {
            if (room.closes() > 0) {
                var watched = many.watched(room.id());
                unwatched.add(watched.unwatched());
                twice += watched.twice() > 0 ? 1 : 0;
            }
        }
        var kept = many.awaitWritten(cluster.folder()).sequences();
        var all = many.rooms().size();
        return new Figure(
                String.format(
                        Locale.ROOT,
                        "%,d rooms of three platforms in %d workers, %.2f chats a second each; `kill -9` of one with %,d rooms",
                        all,
                        sizes.size() + 1,
                        chats,
                        unwatched.size()),
                String.format(
                        Locale.ROOT,
                        "unwatched %s; %d watched twice; all joined again, each once, %.1f s after the kill; of %,d chats %d not heard, %d doubled; "
                                + "largest of the others: heap after GC %.0f MiB, RSS %.0f MiB, %d threads",
                        Spread.ofMillis(unwatched.stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray()),
                        twice,
                        healed.toMillis() / 1e3,
                        kept.there(),
                        kept.lost(),
                        kept.doubled(),
                        sizes.stream().mapToLong(Size::heap).max().orElseThrow() / 1048576.0,
                        sizes.stream().mapToLong(Size::rss).max().orElseThrow() / 1048576.0,
                        sizes.stream().mapToInt(Size::threads).max().orElseThrow()),
                "none",
                List.of(String.format(
                        Locale.ROOT,
                        "all joined within %.1f s at the start, %,.0f rooms/s",
                        start.toMillis() / 1e3,
                        all / (start.toMillis() / 1e3))));
    }

    private static void requireLinux() {
        if (!ProcessFigures.available()) {
            throw new IllegalStateException(
                    "memory, threads and CPU are read from /proc: this needs Linux");
        }
    }

    /** What a worker is; bytes, after a collection. */
    private record Size(long heap, long rss, int threads) {
        static Size of(RoleProcess worker) throws IOException, InterruptedException {
            worker.heapAfterGc();
            var heap = worker.heapAfterGc();
            var figures = worker.figures();
            return new Size(heap, figures.rssBytes(), figures.threads());
        }

        String told(int rooms) {
            return String.format(
                    Locale.ROOT,
                    "%,d rooms: heap after GC %.1f MiB, RSS after GC %.1f MiB, %d threads",
                    rooms,
                    heap / 1048576.0,
                    rss / 1048576.0,
                    threads);
        }
    }
}
