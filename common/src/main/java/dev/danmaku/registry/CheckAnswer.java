package dev.danmaku.registry;

import java.util.List;

/**
 * What the registry says of rooms that a worker holds.
 *
 * @param generation under which the answers hold
 */
public record CheckAnswer(long generation, List<Verdict> verdicts) {
    public CheckAnswer {
        verdicts = List.copyOf(verdicts);
    }

    /** Of one room. */
    public enum Verdict {
        /** Go on, under the answer's generation. */
        MINE,
        /** The record names another: close. */
        OTHER,
        /** Missing under the generation the worker knows: the job is over, close. */
        OVER,
        /** Redis had lost it; lives entry and record are back under the answer's generation: go on. */
        RESTORED
    }
}
