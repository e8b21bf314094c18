package dev.danmaku.simulator.room;

/** What a socket gets that may not enter a room: its token is no good, or its stream is over. */
public enum EntryRefusal {
    /** Nothing, ever. */
    SILENT,
    /** The platform's error message, then a close frame. */
    ERROR,
    /** The end of the TCP stream without a word. */
    ABRUPT
}
