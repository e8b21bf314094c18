package dev.danmaku.registry;

import dev.danmaku.job.Job;

import java.util.List;

/** Rooms that got a fresh job by a claim or a repair; they are the caller's to publish. */
public sealed interface ClaimAnswer {

    record Claimed(List<Job> jobs) implements ClaimAnswer {
        public Claimed {
            jobs = List.copyOf(jobs);
        }
    }

    /** No generation: nothing was claimed. */
    record Rebuilding() implements ClaimAnswer {}
}
