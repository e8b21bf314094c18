package dev.danmaku.standalone.simulation;

import dev.danmaku.event.Epoch;
import dev.danmaku.job.Job;
import dev.danmaku.job.JobKind;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.simulated.SimThread;
import dev.danmaku.worker.Beginning;
import dev.danmaku.worker.JobHandler;
import dev.danmaku.worker.JobListener;
import dev.danmaku.worker.RunningJob;
import dev.danmaku.worker.sink.EventSink;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Watches rooms of the simulated site as the contract of {@link RunningJob} asks. */
final class SimHandler implements JobHandler {
    private final World world;
    private final SimProcess process;
    private final SimThread io;
    private final EventSink sink;

    SimHandler(World world, SimProcess process, SimThread io, EventSink sink) {
        this.world = world;
        this.process = process;
        this.io = io;
        this.sink = sink;
    }

    @Override
    public JobKind kind() {
        return JobKind.WATCH;
    }

    @Override
    public Set<Platform> platforms() {
        return World.PLATFORMS;
    }

    @Override
    public double startsPerSecond(Platform platform) {
        return 0;
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
        var started = new SimJob(world, process, io, job.room(), epoch, beginning, listener);
        started.begin(sink);
        return started;
    }

    @Override
    public CompletableFuture<Boolean> startedAgain(RoomId room) {
        var answer = new CompletableFuture<Boolean>();
        io.execute(() -> {
            var live = world.site().live(room);
            io.execute(() -> answer.complete(live));
        });
        return answer;
    }
}
