package dev.danmaku.registry;

import java.util.List;

/** What one step through a lives set saw. */
public sealed interface UnclaimedAnswer {

    /** The cursor at the beginning and the end of a pass. */
    String START = "0";

    /**
     * @param cursor for the next step; {@link #START} when the pass is over
     * @param ids without a record, as they stand in the set: not each can be a room
     */
    record Page(String cursor, List<String> ids) implements UnclaimedAnswer {
        public Page {
            ids = List.copyOf(ids);
        }
    }

    /** No generation: nothing is claimed. */
    record Rebuilding() implements UnclaimedAnswer {}
}
