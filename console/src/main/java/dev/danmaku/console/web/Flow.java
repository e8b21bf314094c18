package dev.danmaku.console.web;

import org.jspecify.annotations.Nullable;

/** Bytes that come piece by piece, when their reader has a place for them. All but {@link #start} is called by one event loop. */
public interface Flow {

    /** Who reads. Its methods may be called on any thread. */
    interface Reader {
        /** There may be a next piece, or the end. */
        void wake();

        /** The reader does not read: end its connection. */
        void drop();
    }

    void start(Reader reader);

    /** The next piece; null if there is none now. */
    byte @Nullable [] next();

    /** Whether nothing more will come. Asked when there was no next piece. */
    boolean ended();

    /** The reader is gone, or everything was read. Called once. */
    void close();
}
