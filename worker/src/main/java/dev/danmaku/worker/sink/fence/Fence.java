package dev.danmaku.worker.sink.fence;

import dev.danmaku.room.RoomId;

/**
 * After a pause of this process says of each room that what is read of it is to be kept back, until the registry has confirmed who holds
 * it. Safe for use by many threads.
 */
public interface Fence {

    /** Pauses so far. */
    long pauses();

    /** Whether a room waits for its confirmation. */
    boolean keepsBack();

    /** The registry, asked after so many pauses, names us as the holder. */
    void confirm(RoomId room, long pauses);
}
