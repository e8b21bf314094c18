package dev.danmaku.platforms;

import dev.danmaku.event.Event;

import java.util.List;

/** Hears a room session, always on its loop; after the session's end nothing comes. */
public interface RoomListener {

    /** The platform acknowledged the join. */
    void joined();

    /**
     * What one frame held, in order; no epoch yet. Called with an empty list for a frame without events: a message was
     * handled all the same.
     */
    void heard(List<Event> events);

    /** The platform hinted that the stream ends; its API is to confirm. The socket may stay open. */
    void endHinted(String reason);
}
