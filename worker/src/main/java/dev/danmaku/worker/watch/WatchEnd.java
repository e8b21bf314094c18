package dev.danmaku.worker.watch;

import java.time.Duration;

/** How the watch of a room ended: exactly one for each. */
public sealed interface WatchEnd {

    /** In the platform's words, or ours. */
    String reason();

    /** It was live, and the platform's API said twice that it no longer is. */
    record StreamEnded(String reason) implements WatchEnd {}

    /** It never was live under this watch; the platform's API said so twice. */
    record NotLive(String reason) implements WatchEnd {}

    /**
     * Nothing was heard for too long, and whether the stream ended is not known.
     *
     * @param parkFor how long the room should rest
     */
    record GivenUp(String reason, Duration parkFor) implements WatchEnd {}

    /** Someone asked for it. */
    record Closed(String reason) implements WatchEnd {}
}
