package dev.danmaku.worker.sink.jsonl;

import java.util.ArrayDeque;

/** Line buffers at rest, lent to rooms for as long as they hold lines; for one thread. */
final class LineBuffers {
    private static final int MAX_AT_REST = 4096;

    /** One that grew beyond is let go, so that a burst of a hot room is not remembered for ever. */
    private static final int MAX_BYTES_AT_REST = 16 * 1024;

    private final ArrayDeque<LineBuffer> atRest = new ArrayDeque<>();

    LineBuffer lend() {
        var buffer = atRest.poll();
        return buffer == null ? new LineBuffer() : buffer;
    }

    void giveBack(LineBuffer buffer) {
        if (atRest.size() < MAX_AT_REST && buffer.capacity() <= MAX_BYTES_AT_REST) {
            buffer.clear();
            atRest.push(buffer);
        }
    }
}
