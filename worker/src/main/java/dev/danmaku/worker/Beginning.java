package dev.danmaku.worker;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** How a job comes to us. */
public sealed interface Beginning {

    /** Nobody carried it out before, or it is not known who. */
    record Fresh() implements Beginning {}

    /**
     * Whoever carried it out is gone, and was last known to be there this long ago.
     *
     * @param gap why nobody did since then, where it is known: the cause of the gap; else null
     */
    record TakenOver(Duration ago, @Nullable String gap) implements Beginning {}

    /** Its holder goes on until we are ready: everything heard is kept back until {@link RunningJob#take}. */
    record Offered() implements Beginning {}
}
