package dev.danmaku.registry;

import dev.danmaku.job.Job;
import dev.danmaku.room.Platform;

import java.time.Duration;
import java.util.List;

/**
 * The registry as a dispatcher uses it; any number of them at once. Each method is one script, atomic. Calls block for one
 * round trip and throw {@link RegistryUnavailable} where Redis does not answer; then nothing is known of whether it ran.
 */
public interface DispatcherRegistry {

    /**
     * One step through a platform's lives set: which ids have no record.
     *
     * @param step how many ids about to look at; keeps each Redis command short
     */
    UnclaimedAnswer unclaimed(Platform platform, String cursor, int step);

    /** Claims those of the rooms that are in the lives set and have no record. Up to some hundred at a time. */
    ClaimAnswer claim(Platform platform, List<String> ids);

    /** The broker confirmed these jobs. One that a worker took meanwhile stays as it is. */
    int confirm(List<Job> jobs);

    /** The broker refused these jobs or did not answer: those still claimed may be claimed again. */
    int release(List<Job> jobs, String reason);

    /** One step through the running registry: what needs repair. */
    PatrolAnswer patrol(Platform platform, String cursor, PatrolLimits limits);

    /** Gives rooms a fresh job, those that are still as the patrol saw them. */
    ClaimAnswer repair(Platform platform, List<PatrolAnswer.Finding> findings);

    /**
     * Deletes the records of rooms that were missing from the lives set twice, unless somebody living holds them.
     *
     * @param generation under which both misses were seen
     */
    GoneAnswer gone(Platform platform, long generation, List<PatrolAnswer.Finding> findings);

    /** Pauses rooms of a platform that is paused; where it goes on again nothing happens. */
    OperatorAnswer pause(Platform platform, List<PatrolAnswer.Finding> findings);

    /**
     * How many rooms of a platform need a slot.
     *
     * @param resting rooms that are wanted and need none now, as the pages of a patrol count them
     * @param window how far back the most of them is looked for
     */
    ScaleAnswer scale(Platform platform, long resting, Duration window);

    /**
     * Begins a generation where there is none, once all these sessions have written their rooms back.
     *
     * @param heard sessions whose control channels Redis lists
     */
    OpenAnswer openGeneration(List<String> heard);
}
