package dev.danmaku.console.web;

import org.jspecify.annotations.Nullable;

/** Bytes that come piece by piece, when their reader has a place for them. All but {@link #start} is called by one event loop. */
public interface Flow {

    /** @param wake to be called, on any thread, when there may be a next piece or the end */
    void start(Runnable wake);

    /** The next piece; null if there is none now. */
    byte @Nullable [] next();

    /** Whether nothing more will come. Asked when there was no next piece. */
    boolean ended();

    /** The reader is gone, or everything was read. Called once. */
    void close();
}
