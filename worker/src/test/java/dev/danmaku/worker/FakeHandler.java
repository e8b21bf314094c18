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
    volatile int maxJobs;
    final Set<RoomId> streamingAgain = ConcurrentHashMap.newKeySet();

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
        var running = new FakeJob(job.room(), epoch, found);
        open.put(job.room(), running);
        opened.add(job.room());
        listener.found("found " + job.room().id());
        listener.joined();
        return running;
    }

    @Override
    public CompletableFuture<Boolean> startedAgain(RoomId room) {
        return CompletableFuture.completedFuture(streamingAgain.contains(room));
    }

    /** A room that is held until the test, or the worker, ends it. */
    final class FakeJob implements RunningJob {
        private final RoomId room;
        private final CompletableFuture<JobOutcome> over = new CompletableFuture<>();
        final @Nullable String found;
        volatile Epoch epoch;

        FakeJob(RoomId room, Epoch epoch, @Nullable String found) {
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
            }
            over.complete(new JobOutcome.Closed());
        }

        @Override
        public void offered(boolean on) {}

        @Override
        public String mark() {
            return "";
        }

        @Override
        public CompletableFuture<String> cut(String mark) {
            close("handed over");
            return CompletableFuture.completedFuture("");
        }

        @Override
        public void take(Epoch newEpoch, @Nullable String cut) {
            epoch = newEpoch;
        }

        @Override
        public CompletableFuture<JobOutcome> over() {
            return over;
        }
    }
}
