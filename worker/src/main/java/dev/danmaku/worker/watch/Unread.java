package dev.danmaku.worker.watch;

import java.time.Duration;

/**
 * What may lie in a socket that was not read for a while, since the sink was full or the process stood still: it was sent before we read
 * it, and goes with the socket. All times are Unix milliseconds. To be used in the watch's turn.
 */
final class Unread {
    /** By then a socket that is read all the time has nothing left of what had gathered. */
    static final Duration CATCH_UP = Duration.ofSeconds(1);

    static final long NOTHING = Long.MAX_VALUE;

    private long sinceMillis = NOTHING;
    private long readingSinceMillis = NOTHING;

    /** It is not read any more; until then everything was. */
    void paused(long readUntilMillis) {
        sinceMillis = Math.min(sinceMillis, readUntilMillis);
        readingSinceMillis = NOTHING;
    }

    /** It is read, from now on. */
    void resumed(long nowMillis) {
        if (sinceMillis != NOTHING && readingSinceMillis == NOTHING) {
            readingSinceMillis = nowMillis;
        }
    }

    /** A fresh socket. */
    void clear() {
        sinceMillis = NOTHING;
        readingSinceMillis = NOTHING;
    }

    /** What was sent later than this may be unread; {@link #NOTHING} if all is read. */
    long sinceMillis(long nowMillis) {
        if (readingSinceMillis != NOTHING
                && nowMillis - readingSinceMillis >= CATCH_UP.toMillis()) {
            clear();
        }
        return sinceMillis;
    }
}
