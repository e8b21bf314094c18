package dev.danmaku.platforms;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

/** One socket to one room, from connecting to its one end. */
public interface RoomSession {

    /** Completes once, on {@link #loop}; never exceptionally. */
    CompletableFuture<SessionEnd> ended();

    /** The one thread on which the listener is called. */
    ScheduledExecutorService loop();

    /** Stop or go on reading the socket. The platform's heartbeat goes on; silence does not count while paused. */
    void reading(boolean on);

    /** Says good-bye and closes. The end is {@link SessionEnd.ClosedByUs}. Closing twice is fine. */
    void close();
}
