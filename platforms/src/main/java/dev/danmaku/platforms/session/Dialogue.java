package dev.danmaku.platforms.session;

import java.util.List;

/** How a platform talks on one open socket. Made anew for each socket, owned by its loop; does no I/O and never blocks. */
public interface Dialogue {

    /** The socket is open: says the first words. */
    void opened(Line line);

    /**
     * What arrived: one whole binary WebSocket message, or some bytes of a TCP stream, cut anywhere. Nothing is called after the
     * line was told an end.
     *
     * @param bytes the dialogue's to keep
     * @param nowMillis when it was read, Unix milliseconds
     */
    void received(byte[] bytes, long nowMillis, Line line);

    /** One heartbeat. */
    byte[] heartbeat(long nowMillis);

    /** The last words, when we leave by our own will; empty where the platform knows none. */
    List<byte[]> goodBye();

    /** The socket is over, however it ended: the place to keep what the next socket to this broadcast is to know. */
    default void over() {}
}
