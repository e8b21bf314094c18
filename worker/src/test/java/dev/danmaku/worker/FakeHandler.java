package dev.danmaku.worker;

import dev.danmaku.event.Epoch;
import dev.danmaku.job.Job;
import dev.danmaku.job.JobKind;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Holds rooms without any socket, and counts what is opened and closed. */
final class FakeHandler implements JobHandler {
    final Map<RoomId, FakeJob> open = new ConcurrentHashMap<>();
    final List<RoomId> opened = new CopyOnWriteArrayList<>();
    final List<RoomId> closed = new CopyOnWriteArrayList<>();
    /** What happened to rooms at all handlers that share it, such as {@code w2 joins 3xa}. */
    final List<String> log;

    private final String name;
    volatile int maxJobs;
    volatile boolean joins = true;
    volatile boolean cuts = true;
    final Set<RoomId> streamingAgain = ConcurrentHashMap.newKeySet();
    /** Done when the platform answers whether a new stream runs. */
    volatile CompletableFuture<Void> asked = CompletableFuture.completedFuture(null);

    FakeHandler() {
        this("w", new CopyOnWriteArrayList<>());
    }

    FakeHandler(String name, List<String> log) {
        this.name = name;
        this.log = log;
    }

    @Override
    public JobKind kind() {
        return JobKind.WATCH;
    }

    @Override
    public Set<Platform> platforms() {
        return Set.of(Platform.KUAISHOU);
    }

    @Override
    public double startsPerSecond(Platform platform) {
        return 0;
    }

    @Override
    public int maxJobs(Platform platform) {
        return maxJobs;
    }

    @Override
    public RunningJob start(
            Job job,
            Epoch epoch,
            @Nullable String found,
            Beginning beginning,
            JobListener listener) {
        var running = new FakeJob(job.room(), epoch, found, beginning);
        open.put(job.room(), running);
        opened.add(job.room());
        log("opens", job.room());
        if (joins) {
            listener.found("found " + job.room().id());
            listener.joined();
        }
        return running;
    }

    private void log(String what, RoomId room) {
        log.add(name + " " + what + " " + room.id());
    }

    @Override
    public CompletableFuture<Boolean> startedAgain(RoomId room) {
        return asked.thenApply(answered -> streamingAgain.contains(room));
    }

    /** A room that is held until the test, or the worker, ends it. */
    final class FakeJob implements RunningJob {
        private final RoomId room;
        private final CompletableFuture<JobOutcome> over = new CompletableFuture<>();
        final @Nullable String found;
        final Beginning beginning;
        volatile Epoch epoch;
        volatile @Nullable String taken;

        FakeJob(RoomId room, Epoch epoch, @Nullable String found, Beginning beginning) {
            this.beginning = beginning;
            this.room = room;
            this.epoch = epoch;
            this.found = found;
        }

        void end(JobOutcome outcome) {
            open.remove(room, this);
            over.complete(outcome);
        }

        @Override
        public void epoch(Epoch newEpoch) {
            epoch = newEpoch;
        }

        @Override
        public void close(String reason) {
            if (open.remove(room, this)) {
                closed.add(room);
                log("closes", room);
            }
            over.complete(new JobOutcome.Closed());
        }

        @Override
        public void offered(boolean on) {}

        @Override
        public String mark() {
            return "mark of " + name;
        }

        @Override
        public CompletableFuture<String> cut(String mark) {
            if (!cuts) {
                return new CompletableFuture<>();
            }
            log("cuts at the " + mark, room);
            close("handed over");
            return CompletableFuture.completedFuture("cut by " + name);
        }

        @Override
        public void take(Epoch newEpoch, @Nullable String cut) {
            epoch = newEpoch;
            taken = String.valueOf(cut);
            log("takes", room);
        }

        @Override
        public CompletableFuture<JobOutcome> over() {
            return over;
        }
    }
}
