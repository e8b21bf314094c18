package dev.danmaku.dispatcher;

import dev.danmaku.room.RoomId;

import java.util.HashSet;
import java.util.Set;

/** A room counts as gone from the lives set only after it was missing in two passes, within one generation. */
final class MissingTwice {
    private Set<RoomId> before = new HashSet<>();
    private Set<RoomId> now = new HashSet<>();
    private long generation;

    /** It is missing in this pass; was it in the last one? */
    boolean again(RoomId room, long underGeneration) {
        if (underGeneration != generation) {
            forget();
            generation = underGeneration;
        }
        now.add(room);
        return before.contains(room);
    }

    /** A pass is over. */
    void passed() {
        before = now;
        now = new HashSet<>();
    }

    void forget() {
        before = new HashSet<>();
        now = new HashSet<>();
    }
}
