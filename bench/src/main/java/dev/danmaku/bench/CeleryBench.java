package dev.danmaku.bench;

import static java.time.Duration.ofSeconds;

import dev.danmaku.bench.beside.Comparison;
import dev.danmaku.bench.beside.FaultRun;
import dev.danmaku.bench.beside.FreezeRun;
import dev.danmaku.bench.beside.LoadRun;
import dev.danmaku.bench.beside.Python;
import dev.danmaku.bench.beside.TimeoutRun;
import dev.danmaku.bench.beside.Way;
import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.figure.Machine;
import dev.danmaku.bench.figure.ProcessFigures;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The same rooms watched by Celery workers, as its users do it, and by a plain asyncio client: what each costs, and what a fault costs
 * those who look. Load and short faults one side after another; long waits all at once, the consumer timeout while others are frozen.
 */
final class CeleryBench {
    private static final List<Way> CLUSTERS = List.of(Way.OURS, Way.PREFORK, Way.TUNED, Way.GEVENT);

    /** A child has about 20 MiB of its own. */
    private static final long CHILD_BYTES = 25L << 20;

    private CeleryBench() {}

    /** What is measured. */
    private record Parts(boolean load, boolean faults, boolean waits) {}

    static Figure run(Options options) throws Exception {
        var load = new LoadRun.Plan(
                options.count("few", 100),
                options.count("rooms", 500),
                ofSeconds(options.count("spread", 20)),
                ofSeconds(options.count("settle", 10)),
                ofSeconds(options.count("seconds", 30)));
        var watched = options.count("watched", 100);
        var faults = new FaultRun.Plan(
                watched,
                ofSeconds(options.count("seen", 25)),
                ofSeconds(options.count("grace", 10)));
        var waiting = options.count("waiting", 40);
        var freeze =
                new FreezeRun.Plan(waiting, ofSeconds(options.count("still", 200)), ofSeconds(20));
        var timeout = new TimeoutRun.Plan(
                waiting,
                ofSeconds(options.count("timeout", 20)),
                ofSeconds(options.count("past", 60)));
        var parts = new Parts(
                options.count("load", 1) > 0,
                options.count("faults", 1) > 0,
                options.count("waits", 1) > 0);
        options.requireNoOthers();
        if (!ProcessFigures.available()) {
            throw new IllegalStateException("memory and CPU are read from /proc: this needs Linux");
        }
        var versions = Python.versions();
        requireMemory(Math.max(load.few() + load.more(), 2 * watched));
        var comparison = new Comparison();
        try (var cluster = Cluster.start()) {
            if (parts.load) {
                for (var way : Way.values()) {
                    // What is tuned makes no difference without a fault.
                    if (way != Way.TUNED) {
                        comparison.load(new LoadRun(load), way, cluster);
                    }
                }
            }
            if (parts.faults) {
                for (var way : CLUSTERS) {
                    comparison.faults(new FaultRun(faults), way, cluster, way == Way.PREFORK);
                }
            }
            if (parts.waits) {
                try (var frozen = new FreezeRun(freeze)) {
                    frozen.begin(CLUSTERS, cluster);
                    try (var other = Cluster.start()) {
                        comparison.timeout(new TimeoutRun(timeout), timeout, CLUSTERS, other);
                    }
                    comparison.freeze(frozen, freeze);
                }
            }
        }
        var notes = new ArrayList<>(comparison.table());
        notes.add("");
        notes.add(versions);
        notes.addAll(CHOICES);
        return new Figure(
                load.more() + " rooms more in one worker, and " + watched
                        + " rooms in 3 workers at a fault, beside Celery and a plain asyncio client",
                comparison.brief(Way.OURS),
                String.join(
                        "; ",
                        comparison.brief(Way.PREFORK),
                        comparison.brief(Way.GEVENT),
                        comparison.brief(Way.ASYNCIO)),
                notes);
    }

    /** @throws IllegalStateException if so many children of a prefork pool would leave too little of the machine */
    private static void requireMemory(int children) throws IOException {
        var wanted = children * CHILD_BYTES;
        if (Machine.availableBytes() < wanted) {
            throw new IllegalStateException(
                    "%d processes of a prefork pool want %d MiB of free memory: give fewer rooms (rooms=, watched=)"
                            .formatted(children, wanted >> 20));
        }
    }

    private static final List<String> CHOICES = List.of(
            "All: the same simulated Bilibili, Redis and RabbitMQ; two signed look-ups over HTTP and a WebSocket for each room, brotli, JSON,"
                    + " a line of JSON for each event in a file for each room; a push a second with a chat and three counters.",
            "Celery: acks_late, prefetch 1, no result backend, no gossip, no mingle, else its defaults; a poll every 10 s of the lives set"
                    + " minus the running set; a task a room with python3-websocket; as many children or greenlets as a worker may have rooms."
                    + " Tuned: task_reject_on_worker_lost, worker_cancel_long_running_tasks_on_connection_loss.",
            "asyncio: one process, aiohttp, a poll of the lives set every second, no queue; nobody takes over.",
            "Ours: a dispatcher and workers with -Xmx256m, no limit of look-ups and connects, no rebalance.",
            "Memory is PSS (shared pages in parts) of all processes of the worker, without dispatcher or poller; CPU likewise. Ours is told after"
                    + " a collection, its first minutes have the compiler's work.",
            "Python writes each line at once, ours in batches: what a kill takes of what was heard differs.");
}
