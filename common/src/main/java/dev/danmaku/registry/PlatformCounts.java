package dev.danmaku.registry;

import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many rooms of a platform are in which state. The registry is read page by page while it changes, so the states' numbers
 * are of about the same time, not of the same moment.
 *
 * @param lives rooms in the lives set
 * @param records rooms in the running registry
 * @param states number of rooms by the state of their record
 * @param orphans rooms whose holder's session is dead
 * @param unreadable records that no script of ours can have written
 * @param rejected ids in the lives set that cannot be rooms
 * @param nextRetry when the first of the parked rooms is tried again; null where none is parked
 * @param pause null where nobody has paused the platform
 */
public record PlatformCounts(
        Platform platform,
        long lives,
        long records,
        Map<String, Long> states,
        long orphans,
        long unreadable,
        long rejected,
        @Nullable Instant nextRetry,
        @Nullable PlatformPause pause) {
    public PlatformCounts {
        states = Map.copyOf(states);
    }

    /** Rooms in this state. */
    public long in(String state) {
        return states.getOrDefault(state, 0L);
    }

    /** Counts records as they come. */
    static final class Tally {
        private final Map<String, Long> states = new TreeMap<>();
        private long orphans;
        private long unreadable;
        private @Nullable Instant nextRetry;

        void add(RoomRecord record, boolean orphan) {
            states.merge(record.state(), 1L, Long::sum);
            if (orphan) {
                orphans++;
            }
            var until = record.until();
            if (until != null && (nextRetry == null || until.isBefore(nextRetry))) {
                nextRetry = until;
            }
        }

        void unreadable() {
            unreadable++;
        }

        PlatformCounts of(
                Platform platform,
                long lives,
                long records,
                long rejected,
                @Nullable PlatformPause pause) {
            return new PlatformCounts(
                    platform,
                    lives,
                    records,
                    states,
                    orphans,
                    unreadable,
                    rejected,
                    nextRetry,
                    pause);
        }
    }
}
