package dev.danmaku.simulator.room;

/** A room's answer to a socket that wants to enter. */
public enum Entry {
    /** The socket is joined; the platform's welcome comes next. */
    JOINED,
    /** No answer at all. */
    IGNORED,
    /** The broadcast that was asked for is not running. */
    NO_SUCH_STREAM,
    /** The room takes no further socket. */
    FULL
}
