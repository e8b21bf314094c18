package dev.danmaku.registry;

import java.util.List;

/**
 * What the registry says of rooms that a worker holds.
 *
 * @param generation under which the answers hold
 * @param rooms in the order they were asked about
 */
public record CheckAnswer(long generation, List<Checked> rooms) {
    public CheckAnswer {
        rooms = List.copyOf(rooms);
    }

    /** The verdicts alone. */
    public List<Verdict> verdicts() {
        return rooms.stream().map(Checked::verdict).toList();
    }

    /**
     * Of one room.
     *
     * @param term of its record, which an answer that was lost may have raised; 0 where the room is not the caller's
     */
    public record Checked(Verdict verdict, long term) {}

    /** What a worker is to do with a room. */
    public enum Verdict {
        /** Go on, under the answer's generation and term. */
        MINE,
        /** The record names another: close. */
        OTHER,
        /** A person paused it while it was the caller's: close, and say so by {@link WorkerRegistry#left}. */
        PAUSED,
        /** Missing under a generation that the worker knows, or that has seen the room: the job is over, close. */
        OVER,
        /** Redis had lost it; lives entry and record are back under the answer's generation: go on. */
        RESTORED
    }
}
