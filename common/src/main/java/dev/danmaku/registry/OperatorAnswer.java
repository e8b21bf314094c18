package dev.danmaku.registry;

import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What became of rooms that a person did something to. */
public sealed interface OperatorAnswer {

    /** @param outcomes in the order of the rooms */
    record Done(List<Outcome> outcomes) implements OperatorAnswer {
        public Done {
            outcomes = List.copyOf(outcomes);
        }
    }

    /** No generation: nothing was changed. */
    record Rebuilding() implements OperatorAnswer {}

    /** @param holder the session that is to close the room and should be told; null where there is none */
    record Outcome(RoomId room, Verdict verdict, @Nullable String holder) {}

    /** What the script did, or why it did nothing. */
    enum Verdict {
        PAUSED,
        RESUMED,
        RETRIED,
        /** It was paused before. */
        ALREADY,
        /** Its stream ended a moment ago, and its record goes by itself. */
        ENDING,
        /** It is not in the lives set. */
        UNWANTED,
        /** The platform is not paused any more: its rooms go on. */
        KEPT,
        NOT_PAUSED,
        /** Not parked, or for another reason. */
        NOT_PARKED,
        /** It goes on with its platform, which is paused. */
        PLATFORM_PAUSED
    }
}
