package dev.danmaku.worker.sink.fence;

import dev.danmaku.room.RoomId;

/**
 * Keeps back what is read after a pause of this process, until the registry has confirmed who holds the room. Safe for use by many
 * threads.
 */
public interface Fence {

    /** Pauses so far. */
    long pauses();

    /** Whether a room waits for its confirmation. */
    boolean keepsBack();

    /** The registry, asked after so many pauses, names us as the holder. */
    void confirm(RoomId room, long pauses);
}
