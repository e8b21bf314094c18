package dev.danmaku.worker;

import dev.danmaku.event.Epoch;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;

/** A job under way. */
public interface RunningJob {

    /** From now on it is carried out under another epoch. */
    void epoch(Epoch epoch);

    /** Ends it early. Closing twice is fine. */
    void close(String reason);

    /**
     * The job is offered to others, or no longer. While it is, what is handed on is remembered, so that {@link #cut} can tell it.
     */
    void offered(boolean on);

    /**
     * Of an {@link Beginning.Offered} beginning, once joined: the first things heard, and how long ago it joined. Opaque text
     * for the holder's {@link #cut}.
     */
    String mark();

    /**
     * Another is joined, and owns the job now. Goes on until it has heard what the mark names, for a bounded time, then stops.
     *
     * @param mark the other's
     * @return what was handed on meanwhile, for the other's {@link #take}: opaque text, there as soon as nothing more is handed on.
     *     {@link #over} completes as closed after it, when all of it is flushed. Never exceptionally
     */
    CompletableFuture<String> cut(String mark);

    /**
     * We own the job now: lets go what was kept back, without what the former holder handed on.
     *
     * @param epoch of everything that is handed on
     * @param cut what the former holder said; null if it said nothing, since it is gone
     */
    void take(Epoch epoch, @Nullable String cut);

    /**
     * Completes once, never exceptionally, after all its sockets are closed and all its events are flushed: then its record may
     * change and its delivery be acked.
     */
    CompletableFuture<JobOutcome> over();
}
