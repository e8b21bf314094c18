package dev.danmaku.standalone.simulation;

import dev.danmaku.config.SlotBounds;
import dev.danmaku.config.WorkerSettings;
import dev.danmaku.registry.RedisWorkerRegistry;
import dev.danmaku.testing.memory.MemoryJobQueue;
import dev.danmaku.testing.simulated.SimThread;
import dev.danmaku.worker.ProcessHealth;
import dev.danmaku.worker.Worker;
import dev.danmaku.worker.WorkerIdentity;
import dev.danmaku.worker.WorkerThreads;
import dev.danmaku.worker.autoscale.Strain;
import dev.danmaku.worker.sink.fence.FencedSink;
import dev.danmaku.worker.sink.fence.PauseWatch;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A worker's process: what {@code WorkerRole} puts together, with a simulated site and store. */
final class SimWorker {
    private static final Duration GRACE = Duration.ofSeconds(20);
    /** As many as there are rooms, with what a worker in peace grows by within a minute. */
    private static final SlotBounds SLOTS = new SlotBounds(4, 8);
    /** Moods of a worker last so long. */
    private static final Duration MOOD = Duration.ofSeconds(15);

    private static final int BAD_MOODS = 3;
    private static final Strain OVERLOADED = new Strain(2_000L, null, List.of());

    private static final WorkerSettings SETTINGS = settings(WorkerSettings.DEFAULTS);

    private final World world;
    private final SimProcess process;
    private final SimThread main;
    private final SimThread workerThread;
    private final MemoryJobQueue queue;
    private final Worker worker;
    private boolean leaving;

    SimWorker(World world, String session) {
        this.world = world;
        this.process = new SimProcess(world, session);
        this.main = process.thread();
        this.workerThread = process.thread();
        this.queue = world.broker().connect(process.new Link(), process.thread());
        var timeline = world.timeline();
        var timer = process.thread();
        var store = new Store(world.judge(), process);
        var fence = new FencedSink(
                store,
                PauseWatch.on(timer, SETTINGS.sessionDeadline().dividedBy(2), timeline::nanos));
        var registry =
                new RedisWorkerRegistry(world.redis().client(process.new Wire()), timeline::nanos);
        var beats =
                new RedisWorkerRegistry(world.redis().client(process.new Wire()), timeline::nanos);
        this.worker = new Worker(
                new WorkerIdentity(session, "sim", 1, "sim", timeline.millis()),
                () -> ProcessHealth.UNKNOWN,
                this::strain,
                SETTINGS,
                world.traced(process, registry),
                beats,
                world.switchboard().of(process),
                queue,
                new SimHandler(
                        world, process, process.thread(), world.mistake().fenced() ? fence : store),
                fence,
                new WorkerThreads(
                        workerThread, process.thread(), process.thread(), timeline::nanos),
                new SimpleMeterRegistry());
        main.execute(worker::start);
    }

    private static WorkerSettings settings(WorkerSettings d) {
        return new WorkerSettings(
                SLOTS,
                d.platforms(),
                d.dataDir(),
                d.beatInterval(),
                d.sessionDeadline(),
                d.ioThreads(),
                d.flushInterval(),
                d.openFiles(),
                d.handoffSize(),
                d.shutdownGrace(),
                d.rebalance());
    }

    /** In one of three moods it is overloaded, as long as there are faults. */
    private Strain strain() {
        var mood = world.timeline().nanos() / MOOD.toNanos();
        var bad = Math.floorMod(Objects.hash(session(), mood), BAD_MOODS) == 0;
        return bad && !world.atPeace() ? OVERLOADED : Strain.UNKNOWN;
    }

    SimProcess process() {
        return process;
    }

    String session() {
        return process.name();
    }

    MemoryJobQueue queue() {
        return queue;
    }

    boolean alive() {
        return process.alive();
    }

    boolean leaving() {
        return leaving;
    }

    /** kill -9: the servers see its connections close a moment later. */
    void kill() {
        process.die();
        world.site().forget(process);
        world.later(Duration.ofMillis(30), () -> {
            world.broker().cut(queue);
            queue.close();
            world.switchboard().forget(session());
        });
    }

    /** The worker thread hangs in something. */
    void hang(boolean now) {
        workerThread.stuck(now);
    }

    /** SIGTERM. */
    void drain() {
        leaving = true;
        main.execute(() -> {
            var empty = worker.giveAway();
            empty.thenRun(() -> main.execute(this::close));
            main.after(GRACE, () -> {
                if (!empty.isDone()) {
                    worker.closeWhatIsLeft();
                    main.after(Duration.ofSeconds(10), this::close);
                }
            });
        });
    }

    private void close() {
        if (process.alive()) {
            worker.close();
            queue.close();
            process.die();
            world.site().forget(process);
            world.trace(session(), "is gone");
        }
    }
}
