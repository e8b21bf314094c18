package dev.danmaku.worker;

import java.time.Duration;

/** How a job ended. {@link Settlement} takes it apart: the one place that follows from it what to write and to ack. */
public sealed interface JobOutcome {

    /** What it was for is over: the stream ended, or was not live. */
    record Finished(String reason) implements JobOutcome {}

    /** It failed for too long: the room is to rest. */
    record GivenUp(Duration rest, String reason) implements JobOutcome {}

    /** We closed it. */
    record Closed() implements JobOutcome {}
}
