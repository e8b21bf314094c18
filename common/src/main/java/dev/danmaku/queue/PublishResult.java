package dev.danmaku.queue;

import java.time.Duration;

/**
 * What became of one published message. After anything but {@link Confirmed} the broker may have accepted it all the same, except
 * when it was {@link Returned}.
 */
public sealed interface PublishResult {

    /** The broker has it, on disk. */
    record Confirmed() implements PublishResult {}

    /** No queue took it. */
    record Returned(String reason) implements PublishResult {}

    /** The broker could not take care of it. */
    record Nacked() implements PublishResult {}

    /** There was no connection, or it broke before the broker answered. */
    record Lost(String reason) implements PublishResult {}

    /** @param limit within which the broker did not answer */
    record TimedOut(Duration limit) implements PublishResult {}
}
