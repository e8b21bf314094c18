package dev.danmaku.worker;

import dev.danmaku.event.Epoch;
import dev.danmaku.job.Job;
import dev.danmaku.job.JobKind;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Carries out one kind of job. Looked up by the job's kind. */
public interface JobHandler {

    JobKind kind();

    /** Platforms whose jobs it can carry out. */
    Set<Platform> platforms();

    /** New jobs a second that it may begin on a platform; 0 is no limit. */
    double startsPerSecond(Platform platform);

    /** Jobs of a platform that this process may carry out at once; 0 is no limit. */
    int maxJobs(Platform platform);

    /**
     * Begins a job. Returns at once; blocks nothing.
     *
     * @param found what the last look-up of the room found; null if nobody looked
     */
    RunningJob start(
            Job job,
            Epoch epoch,
            @Nullable String found,
            Beginning beginning,
            JobListener listener);

    /** Is there something to do for this room again, right after its job ended? Never completes exceptionally. */
    CompletableFuture<Boolean> startedAgain(RoomId room);
}
