package dev.danmaku.bench;

import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.cluster.RoleProcess;
import dev.danmaku.bench.cluster.WorkerPlan;
import dev.danmaku.simulator.room.Action;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.simulator.room.SimulatedPlatform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Simulated rooms chat, a worker publishes what it reads on Redis, a console sends it to many open pages, some of which never read. The
 * latency of an event is from its {@code receivedAt}, when the worker read it off its socket, until a page has read it; all clocks are
 * this machine's. What others get is held against each other: pages of one room get the same events.
 */
final class SseBench {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration UNTIL_SENT = Duration.ofSeconds(3);

    private final Cluster cluster;
    private final SimulatedPlatform site;
    private final List<String> ids;
    private final List<SseClient> readers = new ArrayList<>();
    private final List<SseClient> idle = new ArrayList<>();

    private SseBench(Cluster cluster, int rooms) {
        this.cluster = cluster;
        this.site = cluster.simulator().kuaishou();
        this.ids = IntStream.range(0, rooms).mapToObj(i -> "3xsse" + i).toList();
    }

    static Figure run(Options options) throws Exception {
        var clients = options.count("clients", 500);
        var never = options.count("never", 100);
        var rooms = options.count("rooms", 50);
        var rate = options.count("events", 5_000);
        var seconds = options.count("seconds", 60);
        options.requireNoOthers();
        try (var cluster = Cluster.start()) {
            return new SseBench(cluster, rooms).measure(clients, never, rate, seconds);
        }
    }

    private Figure measure(int clients, int never, int rate, int seconds) throws Exception {
        cluster.dispatcher();
        cluster.worker(WorkerPlan.of(ids.size(), "-Xmx1g")
                .with("--danmaku.sinks.enabled=redis")
                .with("--danmaku.platforms.kuaishou.connects-per-second=0"));
        var port = Cluster.freePort();
        var console = cluster.console(port);
        Cluster.tell("watching " + ids.size() + " rooms");
        ids.forEach(id -> site.room(id).goLive(Rates.QUIET));
        cluster.sadd(ids);
        cluster.await(
                "all rooms joined",
                LIMIT,
                LOOK,
                () -> ids.stream().allMatch(id -> site.room(id).counts().joined() == 1));
        try {
            return measure(console, port, clients, never, rate, seconds);
        } finally {
            for (var client : readers) {
                client.close();
            }
            for (var client : idle) {
                client.close();
            }
        }
    }

    private Figure measure(
            RoleProcess console, int port, int clients, int never, int rate, int seconds)
            throws Exception {
        Cluster.tell("opening %d pages, of which %d never read".formatted(clients, never));
        for (var i = 0; i < clients; i++) {
            var reads = i >= never;
            var room = i % ids.size();
            (reads ? readers : idle).add(SseClient.open(port, room, ids.get(room), reads));
        }
        var chatting = Rates.chatting((double) rate / ids.size());
        site.inEveryRoom(new Action.SetRates(chatting)).join();
        cluster.await(
                "every page that reads hears something",
                LIMIT,
                LOOK,
                () -> readers.stream().allMatch(reader -> reader.events() > 0));
        readers.forEach(SseClient::forget);
        var heapBefore = console.heapAfterGc();
        var cpuBefore = console.figures().cpu();
        Cluster.tell("chatting for " + seconds + " s");
        Thread.sleep(Duration.ofSeconds(seconds));
        var cpu = console.figures().cpu().minus(cpuBefore);
        var heap = console.heapAfterGc();
        site.inEveryRoom(new Action.SetRates(Rates.QUIET)).join();
        Thread.sleep(UNTIL_SENT);
        return figure(clients, never, rate, seconds, cpu, heapBefore, heap);
    }

    private Figure figure(
            int clients,
            int never,
            int rate,
            int seconds,
            Duration cpu,
            long heapBefore,
            long heap) {
        var all = new long[SseClient.LONGEST_MILLIS + 1];
        readers.forEach(reader -> reader.addTo(all));
        var events = readers.stream().mapToLong(SseClient::events).sum();
        var missed = readers.stream().mapToLong(SseClient::missed).sum();
        return new Figure(
                String.format(
                        Locale.ROOT,
                        "%,d pages, %,d of them never read; %,d events/s in %d rooms for %d s",
                        clients,
                        never,
                        rate,
                        ids.size(),
                        seconds),
                String.format(
                        Locale.ROOT,
                        "socket to page p50 %d ms, p99 %d ms, max %d ms; %,d events to pages, %,d missed; console: heap %.0f MiB"
                                + " (before %.0f MiB), CPU %.0f %% of a core",
                        percentile(all, 0.5),
                        percentile(all, 0.99),
                        percentile(all, 1),
                        events,
                        missed,
                        heap / 1048576.0,
                        heapBefore / 1048576.0,
                        100.0 * cpu.toMillis() / (seconds * 1000.0)),
                "none",
                List.of(String.format(
                        Locale.ROOT,
                        "pages of one room differ by at most %d events at the edges of the measured time",
                        largestDifference())));
    }

    private static int percentile(long[] latencies, double part) {
        var total = 0L;
        for (var count : latencies) {
            total += count;
        }
        var wanted = Math.max(1, (long) Math.ceil(total * part));
        var seen = 0L;
        for (var millis = 0; millis < latencies.length; millis++) {
            seen += latencies[millis];
            if (seen >= wanted) {
                return millis;
            }
        }
        return latencies.length - 1;
    }

    private long largestDifference() {
        var largest = 0L;
        for (var i = 0; i < ids.size(); i++) {
            var room = i;
            var counts = readers.stream()
                    .filter(reader -> reader.room == room)
                    .mapToLong(SseClient::events)
                    .summaryStatistics();
            if (counts.getCount() > 0) {
                largest = Math.max(largest, counts.getMax() - counts.getMin());
            }
        }
        return largest;
    }
}
