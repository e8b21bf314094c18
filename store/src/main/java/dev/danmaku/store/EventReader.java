package dev.danmaku.store;

import dev.danmaku.event.Event;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/** Finds events again. Any number of threads may read at once, each with a connection of its own while it does. */
public interface EventReader {

    /**
     * Some events, sorted by time; those of one millisecond by platform, then in the order in which they were stored.
     *
     * @param after where an earlier page ended; null for the first
     * @param limit from 1 to 10,000
     * @throws IllegalArgumentException if {@code after} is no cursor
     * @throws StoreFailure if the database cannot be read
     */
    Page page(EventQuery query, @Nullable String after, int limit);

    /**
     * All of them, in the same order, read while they are taken: some hundred are in memory at a time. Holds a connection until
     * it is closed.
     *
     * @throws StoreFailure if the database cannot be read; so do the stream's own methods
     */
    EventStream stream(EventQuery query);

    /**
     * How many events of each type a room had in each minute that had any, sorted.
     *
     * @param from Unix milliseconds
     * @param to Unix milliseconds, not included
     */
    List<MinuteCount> countByMinute(Platform platform, String room, long from, long to);

    /**
     * The streams of a room of which something was heard in a range, the newest first.
     *
     * @param from Unix milliseconds
     * @param to Unix milliseconds, not included
     */
    List<Broadcast> broadcasts(Platform platform, String room, long from, long to);

    /**
     * The same store for somebody who does not wait: what takes longer is interrupted, and fails with a {@link StoreFailure} that is
     * {@link StoreFailure#tooSlow() too slow}. Of a stream the limit is for all of it.
     */
    EventReader within(Duration limit);

    /** @param next where the next page begins; null if this is the last */
    record Page(List<Event> events, @Nullable String next) {
        public Page {
            events = List.copyOf(events);
        }
    }

    /** @param minute its begin, Unix milliseconds */
    record MinuteCount(long minute, String type, long count) {}
}
