package dev.danmaku.worker.sink.jsonl;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of one file of events, one after another; blank ones are skipped. Memory is bounded by {@link #MAX_LINE_BYTES}, whatever
 * the file holds. For one thread.
 */
public final class EventLines implements AutoCloseable {
    /** Longer lines are told, not loaded. */
    public static final int MAX_LINE_BYTES = 1 << 20;

    private static final int CHUNK_BYTES = 64 * 1024;

    private final InputStream in;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private int from;
    private int to;
    private byte[] begun = new byte[1024];
    private int begunBytes;
    private long skipped;
    private long number;

    EventLines(InputStream in) {
        this.in = in;
    }

    /**
     * The next line; null at the end.
     *
     * @throws IOException if the file cannot be read, or is not what its name says: nothing more can be read from it
     */
    public @Nullable EventLine next() throws IOException {
        while (true) {
            if (from == to && !fill()) {
                return atEnd();
            }
            var end = lineEnd();
            take(end);
            if (end < to) {
                from = end + 1;
                var line = ended(true);
                if (line != null) {
                    return line;
                }
            } else {
                from = to;
            }
        }
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(chunk, 0, chunk.length));
        return to > 0;
    }

    private int lineEnd() {
        var i = from;
        while (i < to && chunk[i] != '\n') {
            i++;
        }
        return i;
    }

    private void take(int end) {
        var length = end - from;
        if (skipped > 0 || begunBytes + length > MAX_LINE_BYTES) {
            skipped += begunBytes + length;
            begunBytes = 0;
            return;
        }
        if (begunBytes + length > begun.length) {
            begun = Arrays.copyOf(
                    begun,
                    Math.min(MAX_LINE_BYTES, Math.max(2 * begun.length, begunBytes + length)));
        }
        System.arraycopy(chunk, from, begun, begunBytes, length);
        begunBytes += length;
    }

    private @Nullable EventLine atEnd() {
        return begunBytes == 0 && skipped == 0 ? null : ended(false);
    }

    /** Null for a blank one. */
    private @Nullable EventLine ended(boolean whole) {
        number++;
        var bytes = Arrays.copyOf(begun, begunBytes);
        var length = skipped;
        begunBytes = 0;
        skipped = 0;
        if (length > 0) {
            return new EventLine.TooLong(number, length);
        }
        if (blank(bytes)) {
            return null;
        }
        return whole ? new EventLine.Whole(number, bytes) : new EventLine.Torn(number, bytes);
    }

    private static boolean blank(byte[] bytes) {
        for (var b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
