package dev.danmaku.worker;

import dev.danmaku.event.Epoch;

import java.util.concurrent.CompletableFuture;

/** A job under way. */
public interface RunningJob {

    /** From now on it is carried out under another epoch. */
    void epoch(Epoch epoch);

    /** Ends it early. Closing twice is fine. */
    void close(String reason);

    /**
     * Completes once, never exceptionally, after all its sockets are closed and all its events are flushed: then its record may
     * change and its delivery be acked.
     */
    CompletableFuture<JobOutcome> over();
}
