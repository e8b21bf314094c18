package dev.danmaku.console.picture;

import dev.danmaku.registry.RegistryScan.Pause;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A platform's numbers.
 *
 * @param states number of records by state
 * @param unclaimed rooms in the lives set without a record
 * @param orphans rooms whose holder's session is dead
 * @param unreadable records that no script of ours can have written
 * @param pause null where nobody has paused it
 * @param nextRetry when the first parked room is tried again; null where none is parked
 * @param oldestQueued since when the job waits that waits longest; null where none does
 * @param waiting rooms that wait for a socket: nobody has claimed them, or their job waits, or a worker joins them
 * @param oldestWaiting since when the one of them waits that waits longest; null where none does
 */
public record PlatformPicture(
        Platform platform,
        long wanted,
        long records,
        Map<String, Long> states,
        long unclaimed,
        long orphans,
        long unreadable,
        long rejected,
        @Nullable Pause pause,
        @Nullable Instant nextRetry,
        @Nullable Instant oldestQueued,
        long waiting,
        @Nullable Instant oldestWaiting) {
    public PlatformPicture {
        states = Map.copyOf(states);
    }

    /** Records in a state. */
    public long in(String state) {
        return states.getOrDefault(state, 0L);
    }

    /** Rooms that nobody has claimed; what cannot be a room is none. */
    public long claimable() {
        return Math.max(0, unclaimed - rejected);
    }

    /** Rooms that people have paused, or all of whose platform they have. */
    public long resting() {
        return in("paused") + (pause == null ? 0 : claimable());
    }

    /** Rooms whose socket is open. */
    public long watched() {
        return in("watching") + in("handing-over");
    }

    /** Counts rooms as they come. */
    static final class Tally {
        private final Map<String, Long> states = new TreeMap<>();
        private long wanted;
        private long records;
        private long unclaimed;
        private long orphans;
        private long unreadable;
        private @Nullable Instant nextRetry;
        private @Nullable Instant oldestQueued;
        private long waiting;
        private @Nullable Instant oldestWaiting;

        /** @param waitingSince null where it does not wait */
        void add(RoomRow row, boolean holderIsAlive, @Nullable Instant waitingSince) {
            if (waitingSince != null) {
                waiting++;
                oldestWaiting = earlier(oldestWaiting, waitingSince);
            }
            if (row.wanted()) {
                wanted++;
            }
            var record = row.record();
            if (record == null) {
                unclaimed++;
                return;
            }
            records++;
            states.merge(record.state(), 1L, Long::sum);
            if (record.held() && !holderIsAlive) {
                orphans++;
            }
            nextRetry = earlier(nextRetry, record.until());
            if (record.state().equals("queued")) {
                oldestQueued = earlier(oldestQueued, record.since());
            }
        }

        void addUnreadable() {
            unreadable++;
        }

        private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
            return a == null || (b != null && b.isBefore(a)) ? b : a;
        }

        PlatformPicture of(Platform platform, long rejected, @Nullable Pause pause) {
            return new PlatformPicture(
                    platform,
                    wanted,
                    records,
                    states,
                    unclaimed,
                    orphans,
                    unreadable,
                    rejected,
                    pause,
                    nextRetry,
                    oldestQueued,
                    waiting,
                    oldestWaiting);
        }
    }
}
