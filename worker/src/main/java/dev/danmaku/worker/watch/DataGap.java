package dev.danmaku.worker.watch;

import org.jspecify.annotations.Nullable;

/**
 * Knows since when a room gives no data. A gap begins with the last handled frame and not with the socket's end: what a
 * half-open socket swallowed is missing, too. All times are Unix milliseconds.
 */
final class DataGap {
    private static final long NO_TIME = Long.MIN_VALUE;

    private long lastDataMillis;
    private @Nullable String cause;
    /** Where the open gap begins, if before the last frame; else {@link #NO_TIME}. */
    private long sinceMillis = NO_TIME;

    /** @param startMillis of the watch: where the gap begins if there never is any data */
    DataGap(long startMillis) {
        this.lastDataMillis = startMillis;
    }

    void heard(long nowMillis) {
        lastDataMillis = nowMillis;
    }

    /** The socket is gone; the first cause of a gap is the one it keeps. */
    void open(String why) {
        open(NO_TIME, why);
    }

    /** As {@link #open(String)}, where data was missing before the socket went. */
    void open(long sinceMillis, String why) {
        if (cause == null) {
            cause = why;
            this.sinceMillis = sinceMillis;
        }
    }

    boolean isOpen() {
        return cause != null;
    }

    String cause() {
        return cause == null ? "" : cause;
    }

    long fromMillis() {
        return sinceMillis == NO_TIME ? lastDataMillis : sinceMillis;
    }

    long lastDataMillis() {
        return lastDataMillis;
    }

    /** Somebody else heard what we missed until then. */
    void coveredUntil(long millis) {
        if (isOpen() && fromMillis() < millis) {
            sinceMillis = millis;
        }
    }

    /** Data flows, from now on. */
    void close(long nowMillis) {
        cause = null;
        sinceMillis = NO_TIME;
        lastDataMillis = nowMillis;
    }
}
