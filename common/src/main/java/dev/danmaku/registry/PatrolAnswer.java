package dev.danmaku.registry;

import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** What one step of a patrol saw. */
public sealed interface PatrolAnswer {

    /** The cursor at the beginning and the end of a pass. */
    String START = "0";

    /**
     * @param cursor for the next step; {@link #START} when the pass is over
     * @param lives how many rooms the lives set has
     * @param resting rooms that are wanted and need no slot now: they are parked or paused
     * @param states how many records of this step are in each state, by the name that {@link RoomRecord#state} has
     */
    record Page(
            long generation,
            String cursor,
            long lives,
            int resting,
            Map<String, Integer> states,
            List<Finding> findings)
            implements PatrolAnswer {
        public Page {
            states = Map.copyOf(states);
            findings = List.copyOf(findings);
        }
    }

    /** No generation: nothing is repaired or cancelled. */
    record Rebuilding() implements PatrolAnswer {}

    /**
     * A record that needs somebody.
     *
     * @param state of the record, for the compare-and-set of a repair
     * @param session its holder, or who is {@link Why#JOINING}; null where nobody holds it
     */
    record Finding(
            Why why,
            RoomId room,
            long job,
            String state,
            @Nullable String session) {}

    /** Why it needs somebody. */
    enum Why {
        /** Claimed, and not confirmed in time. */
        CLAIMED,
        /** Queued past the short grace: repair it if the queue is empty, since somebody purged it. */
        QUEUED,
        /** Queued past the long grace: repair it in any case. */
        QUEUED_LONG,
        /** Its holder's session is dead. */
        DEAD,
        /** Parked, and its time is over. */
        PARKED,
        /** Opening for long under a living session: ask the holder whether it has the room. */
        OPENING,
        /** Its holder is dead, and who is to take it over has been joining for long: ask that one whether it has the room. */
        JOINING,
        /** Not in the lives set (any more). */
        UNWANTED,
        /** Its platform is paused, and it is not yet. */
        PAUSE,
        /** It was paused with its platform, which goes on. */
        RESUME
    }
}
