package dev.danmaku.worker.watch;

import org.jspecify.annotations.Nullable;

/**
 * Knows since when a room gives no data. A gap begins with the last handled frame and not with the socket's end: what a
 * half-open socket swallowed is missing, too. All times are Unix milliseconds.
 */
final class DataGap {
    private long lastDataMillis;
    private @Nullable String cause;

    /** @param startMillis of the watch: where the gap begins if there never is any data */
    DataGap(long startMillis) {
        this.lastDataMillis = startMillis;
    }

    void heard(long nowMillis) {
        lastDataMillis = nowMillis;
    }

    /** The socket is gone; the first cause of a gap is the one it keeps. */
    void open(String why) {
        if (cause == null) {
            cause = why;
        }
    }

    boolean isOpen() {
        return cause != null;
    }

    String cause() {
        return cause == null ? "" : cause;
    }

    long fromMillis() {
        return lastDataMillis;
    }

    /** Data flows, from now on. */
    void close(long nowMillis) {
        cause = null;
        lastDataMillis = nowMillis;
    }
}
