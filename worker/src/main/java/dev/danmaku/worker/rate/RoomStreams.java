package dev.danmaku.worker.rate;

import dev.danmaku.rate.RateKeys;
import dev.danmaku.room.RoomId;

/** The two streams of a room, and until when Redis was told to keep them. Used by one thread. */
final class RoomStreams {
    private final Stream seconds;
    private final Stream minutes;

    RoomStreams(RoomId room) {
        seconds = new Stream(RateKeys.seconds(room));
        minutes = new Stream(RateKeys.minutes(room));
    }

    Stream of(boolean minute) {
        return minute ? minutes : seconds;
    }

    static final class Stream {
        private static final int NEVER = -1;

        private final String key;
        private long toldAtMillis;
        private int toldIn = NEVER;

        private Stream(String key) {
            this.key = key;
        }

        String key() {
            return key;
        }

        /**
         * Whether to say how long it is kept: so seldom that it costs nothing.
         *
         * @param life not negative; changes whenever Redis may have lost what it was told
         */
        boolean tellExpiry(long nowMillis, long everyMillis, int life) {
            if (toldIn == life && nowMillis - toldAtMillis < everyMillis) {
                return false;
            }
            toldIn = life;
            toldAtMillis = nowMillis;
            return true;
        }
    }
}
