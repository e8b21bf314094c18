package dev.danmaku.output;

import dev.danmaku.event.Event;

import java.util.List;

/** Takes events out of the house. Called by one thread at a time. */
public interface EventOutput extends AutoCloseable {

    /**
     * Takes a batch of any rooms, each room's events in the order in which they were heard, and returns when they are safe where they
     * go. A call should end within some seconds, whatever the other side does.
     *
     * <p>After a failure, and after a crash, the same events come again, perhaps in other batches: what must not be there twice is told
     * apart by platform, room and key.
     *
     * @throws OutputFailure if they are not, or nobody knows whether they are
     */
    void write(List<Event> events);

    /** Closing twice is fine. */
    @Override
    void close();
}
