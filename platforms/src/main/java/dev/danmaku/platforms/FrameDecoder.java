package dev.danmaku.platforms;

import dev.danmaku.event.Event;

import java.util.List;

/** Decodes the frames of one connection, in order. Keeps what a connection keeps (running combos). */
public interface FrameDecoder {

    /**
     * One captured frame.
     *
     * @param receivedAt Unix milliseconds
     * @return its events; empty for control frames and a client's own frames
     */
    Decoded decode(byte[] frame, long receivedAt);

    /** The events of a frame, or why it has none. */
    sealed interface Decoded {
        record Events(List<Event> events) implements Decoded {}

        record Malformed(String reason) implements Decoded {}
    }
}
