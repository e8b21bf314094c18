package dev.danmaku.simulator.room;

/** How a new socket is turned away. */
public enum Refusal {
    FORBIDDEN,
    UNAVAILABLE,
    /** A TCP reset in place of an answer, which is as near to 'connection refused' as one port for all can be. */
    RESET
}
