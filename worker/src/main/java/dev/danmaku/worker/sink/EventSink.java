package dev.danmaku.worker.sink;

import dev.danmaku.event.Event;
import dev.danmaku.room.RoomId;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where events go. Safe for use by many threads; blocks none of them. */
public interface EventSink {

    /**
     * Opens the way in for one room.
     *
     * @param drained called, on a thread of the sink's and without any lock held, each time the lane has room again after it
     *     was full; must not block
     */
    Lane open(RoomId room, Runnable drained);

    /** One room's way into the sink; used by one thread at a time. */
    interface Lane {

        /**
         * Takes the events of one frame: always, and never blocks.
         *
         * @return whether there is room for more; if not, offer nothing more until {@code drained} is called
         */
        boolean offer(List<Event> events);

        /**
         * Whether nothing may be offered now, however much room there is: what is read from now on may be another's. {@code drained} is
         * called when that is settled.
         */
        default boolean keepsBack() {
            return false;
        }

        /** Done when everything offered before is written. Stays open for as long as writing fails. */
        CompletableFuture<Void> flush();

        /** As {@link #flush}; nothing may be offered any more. */
        CompletableFuture<Void> close();
    }
}
