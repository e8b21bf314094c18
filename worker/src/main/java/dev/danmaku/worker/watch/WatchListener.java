package dev.danmaku.worker.watch;

import dev.danmaku.platforms.Found;

/**
 * Hears what becomes of a watched room. Called one at a time and in order, on whichever thread has the watch's turn (a
 * platform's event loop, the timer): it must not block. After the watch's end nothing comes.
 */
public interface WatchListener {

    /** A look-up found the room live: what a take-over should know. Not called for what was known from the start. */
    void found(Found found);

    /** A socket was joined: the first, or one after {@link #unsettled}. */
    void joined();

    /** The socket is gone and the watch is working on it. */
    void unsettled(String cause);
}
