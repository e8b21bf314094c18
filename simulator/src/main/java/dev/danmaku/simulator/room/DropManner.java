package dev.danmaku.simulator.room;

/** How a server lets go of a socket. */
public enum DropManner {
    /** A close frame with 1000, then the end of the TCP stream; the latter alone where there are no frames. */
    CLOSE,
    /** The end of the TCP stream without a close frame; clients call it 1006. */
    EOF,
    /** A TCP reset. */
    RESET
}
