package dev.danmaku.platforms;

import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import java.util.concurrent.CompletableFuture;

/** One platform, as a client sees it. Safe for use by many threads; blocks none of them. */
public interface PlatformAdapter extends AutoCloseable {

    Platform platform();

    /** New sockets a second that this process may open; 0 is no limit. */
    double connectsPerSecond();

    /** Sockets that this process may have open at once; 0 is no limit. */
    int maxConnections();

    /**
     * Asks the platform over HTTP, within the look-up budget; look-ups of one room under way are shared. Never completes
     * exceptionally: what went wrong is an {@link Lookup.Undecided}.
     */
    CompletableFuture<Lookup> lookUp(RoomId room);

    /**
     * Opens one socket, within the connect budget, and joins the room. Returns at once.
     *
     * @param attempt 0 for the first socket of this watch, one more for each reconnect: it picks the host
     */
    RoomSession join(RoomId room, Found found, int attempt, RoomListener listener);

    /**
     * Whether a gift says what its combo has by now and not what it adds: then what an event counts depends on what was heard
     * before.
     */
    default boolean combosTellTotals() {
        return false;
    }

    /** Decodes captured frames as one connection's, without any I/O. */
    FrameDecoder decoder();

    /** Closes what is shared: event loops, HTTP. Sessions end as closed by us. */
    @Override
    void close();
}
