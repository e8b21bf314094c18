package dev.danmaku.simulator.room;

/** Which part of the server stops talking. */
public enum Stillness {
    /** New sockets are accepted and never answered. */
    NO_ENTRY,
    /** Joined sockets get their pushes, but no answer to heartbeats. */
    NO_HEARTBEAT_ACK,
    /** Joined sockets get answers to heartbeats and nothing else. What happens meanwhile is numbered, and lost. */
    NO_PUSHES,
    /**
     * Nobody gets anything, joined or new. The crowd holds its breath meanwhile: no chat is numbered that nobody could
     * have got.
     */
    FROZEN
}
