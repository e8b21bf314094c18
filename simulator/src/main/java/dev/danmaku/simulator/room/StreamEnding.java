package dev.danmaku.simulator.room;

/** How a broadcast ends, as its sockets and its look-ups see it. Afterwards look-ups say 'not live', if not said otherwise. */
public enum StreamEnding {
    /** The platform's message, then a close frame with 1000; none where sockets stay in rooms that are not live. */
    ANNOUNCED,
    /** A close frame with 1000 alone. */
    CLOSED,
    /** The end of the TCP stream without a close frame. */
    ABRUPT,
    /** As {@link #ABRUPT}, and the next {@value #THROTTLED_LOOKUPS} look-ups are throttled. */
    THROTTLED,
    /** As {@link #CLOSED}, and the next broadcast of the room begins in the same moment. */
    NEW_STREAM,
    /** Nothing on the sockets: they stay open, heartbeats are answered, and nobody speaks any more. */
    SILENT,
    /** As {@link #ANNOUNCED}, but by the platform's own hand, where it has a message for that. */
    CUT_OFF,
    /** As {@link #CUT_OFF}, and look-ups say that nobody may watch, until healed. */
    LOCKED,
    /** As {@link #ANNOUNCED}, and afterwards the platform shows a recording in a loop. */
    REPLAY;

    static final int THROTTLED_LOOKUPS = 3;
}
