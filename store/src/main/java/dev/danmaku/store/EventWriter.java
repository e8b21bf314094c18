package dev.danmaku.store;

import dev.danmaku.event.Event;

import java.util.List;

/** Stores events. Any number of threads and processes may write at once. */
public interface EventWriter {

    /**
     * Stores a batch of any rooms, all of it or nothing, and returns when it is committed. The same batch may be written again
     * after a failure whose outcome is not known: what is there already is refused.
     *
     * <p>Of events of one room, one key and one day (UTC) of {@code at}, the one of the highest epoch stays; of the same epoch
     * (none is the lowest), the first. Where {@code at} is our own clock, one that is there already within five minutes on
     * the other side of midnight is the same, too, and the first stays.
     *
     * @throws StoreFailure if it could not be stored, or nobody knows whether it was
     */
    WriteResult write(List<Event> events);
}
