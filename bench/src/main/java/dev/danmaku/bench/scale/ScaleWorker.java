package dev.danmaku.bench.scale;

import dev.danmaku.config.SlotBounds;
import dev.danmaku.config.WorkerSettings;
import dev.danmaku.event.Epoch;
import dev.danmaku.job.Job;
import dev.danmaku.job.JobKind;
import dev.danmaku.platforms.net.Budget;
import dev.danmaku.registry.RedisWorkerRegistry;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.memory.MemoryJobQueue;
import dev.danmaku.testing.simulated.SimThread;
import dev.danmaku.worker.Beginning;
import dev.danmaku.worker.JobHandler;
import dev.danmaku.worker.JobListener;
import dev.danmaku.worker.ProcessHealth;
import dev.danmaku.worker.RunningJob;
import dev.danmaku.worker.Worker;
import dev.danmaku.worker.WorkerIdentity;
import dev.danmaku.worker.WorkerThreads;
import dev.danmaku.worker.autoscale.Strain;
import dev.danmaku.worker.sink.fence.Fence;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A worker's process: the real worker, over simulated sockets. */
final class ScaleWorker {
    /** As many sockets connect at once in a worker, whatever the rate. */
    private static final int CONNECTING_AT_MOST = 256;

    private static final Duration CLOSED_BY_THE_SERVERS = Duration.ofMillis(30);
    private static final Fence NEVER_PAUSED = new Fence() {
        @Override
        public long pauses() {
            return 0;
        }

        @Override
        public boolean keepsBack() {
            return false;
        }

        @Override
        public void confirm(RoomId room, long pauses) {}
    };

    private final ScaleWorld world;
    private final ScaleProcess process;
    private final SimThread main;
    private final MemoryJobQueue queue;
    private final Budget budget;
    private final Worker worker;
    private final Set<ScaleRoom> rooms = new LinkedHashSet<>();
    private final PerSecond connects = new PerSecond();

    ScaleWorker(ScaleWorld world, String session, int slots, double connectsPerSecond) {
        this.world = world;
        this.process = new ScaleProcess(world, session);
        this.main = process.thread();
        this.queue = world.broker().connect(process, process.thread());
        var timeline = world.timeline();
        this.budget = new Budget(
                connectsPerSecond,
                CONNECTING_AT_MOST,
                0,
                new SimLoop(process.thread(), timeline::nanos),
                new Random(session.hashCode()));
        this.worker = new Worker(
                new WorkerIdentity(session, "sim", 1, "sim", timeline.millis()),
                () -> ProcessHealth.UNKNOWN,
                () -> Strain.UNKNOWN,
                settings(WorkerSettings.DEFAULTS, slots),
                new RedisWorkerRegistry(world.redis().client(process), timeline::nanos),
                new RedisWorkerRegistry(world.redis().client(process), timeline::nanos),
                world.lines().of(process),
                queue,
                new Handler(process.thread(), connectsPerSecond),
                NEVER_PAUSED,
                new WorkerThreads(
                        process.thread(), process.thread(), process.thread(), timeline::nanos),
                new SimpleMeterRegistry());
        main.execute(worker::start);
    }

    private static WorkerSettings settings(WorkerSettings d, int slots) {
        return new WorkerSettings(
                SlotBounds.fixed(slots),
                Set.of(ScaleWorld.PLATFORM),
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

    private final class Handler implements JobHandler {
        private final SimThread io;
        private final double startsPerSecond;

        Handler(SimThread io, double startsPerSecond) {
            this.io = io;
            this.startsPerSecond = startsPerSecond;
        }

        @Override
        public JobKind kind() {
            return JobKind.WATCH;
        }

        @Override
        public Set<Platform> platforms() {
            return Set.of(ScaleWorld.PLATFORM);
        }

        @Override
        public double startsPerSecond(Platform platform) {
            return startsPerSecond;
        }

        @Override
        public int maxJobs(Platform platform) {
            return 0;
        }

        @Override
        public RunningJob start(
                Job job,
                Epoch epoch,
                @Nullable String found,
                Beginning beginning,
                JobListener listener) {
            var room = new ScaleRoom(world, ScaleWorker.this, io, job.room(), beginning, listener);
            rooms.add(room);
            room.connect();
            return room;
        }

        @Override
        public CompletableFuture<Boolean> startedAgain(RoomId room) {
            return CompletableFuture.completedFuture(false);
        }
    }

    boolean alive() {
        return process.alive();
    }

    int held() {
        return rooms.size();
    }

    Budget budget() {
        return budget;
    }

    PerSecond connects() {
        return connects;
    }

    void gone(ScaleRoom room) {
        rooms.remove(room);
    }

    /** The platform closes every connection. */
    void dropAll() {
        List.copyOf(rooms).forEach(ScaleRoom::dropped);
    }

    /** kill -9: the servers see its connections close a moment later. */
    void kill() {
        process.die();
        closeSockets();
        world.later(CLOSED_BY_THE_SERVERS, () -> {
            world.broker().cut(queue);
            queue.close();
            world.lines().forget(process.name());
        });
    }

    private void closeSockets() {
        rooms.forEach(ScaleRoom::stopsWatching);
        rooms.clear();
    }

    /** SIGTERM. */
    void drain() {
        main.execute(() -> {
            var empty = worker.giveAway();
            empty.thenRun(() -> main.execute(this::close));
            main.after(WorkerSettings.DEFAULTS.shutdownGrace(), () -> {
                if (!empty.isDone()) {
                    worker.closeWhatIsLeft();
                }
            });
        });
    }

    private void close() {
        if (process.alive()) {
            worker.close();
            queue.close();
            process.die();
            closeSockets();
        }
    }
}
