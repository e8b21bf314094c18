package dev.danmaku.store.export;

import dev.danmaku.event.Event;

import java.io.IOException;

/** Writes events of one room, the oldest first, in some format. Used by one thread. */
public interface ExportWriter {

    /**
     * Writes one event; whether it is in the stream yet is not known before {@link #finish}.
     *
     * @return false where the format has no place for it: another type, before the recording, or nothing free on the screen
     */
    boolean write(Event event) throws IOException;

    /** Writes what ends a file of the format. The stream stays open, and is the caller's to flush and to close. */
    void finish() throws IOException;
}
