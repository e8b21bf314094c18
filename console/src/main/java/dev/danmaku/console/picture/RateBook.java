package dev.danmaku.console.picture;

import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.rate.RateBucket;
import dev.danmaku.rate.RatesSummary;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What workers count of all rooms, kept for an hour: so many rooms at most, those that were silent for longest go first. */
public final class RateBook {
    static final int MINUTES = 60;
    private static final int MAX_ROOMS = 50_000;
    /** The last minute, in steps of the summaries. */
    private static final int STEPS = 30;

    private static final int STEP_SECONDS = 2;

    private final Clock clock;
    private final Map<RoomId, Pace> rooms = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RoomId, Pace> eldest) {
            return size() > MAX_ROOMS;
        }
    };

    /**
     * A room's pace.
     *
     * @param spark chats in each of the last sixty minutes, the oldest first
     * @param kind of the viewers; null where they are not known
     */
    public record RoomPace(
            long chatsPerMinute,
            int[] spark,
            long viewers,
            @Nullable ViewerCountKind kind) {
        /** Nothing is known. */
        public static final RoomPace UNKNOWN = new RoomPace(0, new int[MINUTES], 0, null);

        /** As it stands in JSON; null where it is not known. */
        public @Nullable String kindWord() {
            return kind == null ? null : kind.name().toLowerCase(Locale.ROOT);
        }
    }

    private static final class Pace {
        final int[] steps = new int[STEPS];
        final int[] minutes = new int[MINUTES];
        long step;
        long minute;
        long viewers;
        boolean seeded;

        @Nullable ViewerCountKind kind;

        void advance(long toStep, long toMinute) {
            for (var next = Math.max(step + 1, toStep - STEPS + 1); next <= toStep; next++) {
                steps[Math.floorMod(next, STEPS)] = 0;
            }
            step = Math.max(step, toStep);
            for (var next = Math.max(minute + 1, toMinute - MINUTES + 1);
                    next <= toMinute;
                    next++) {
                minutes[Math.floorMod(next, MINUTES)] = 0;
            }
            minute = Math.max(minute, toMinute);
        }

        void add(long atStep, long atMinute, long chats) {
            var more = (int) Math.min(chats, Integer.MAX_VALUE / STEPS);
            if (atStep > step - STEPS) {
                steps[Math.floorMod(atStep, STEPS)] += more;
            }
            if (atMinute > minute - MINUTES) {
                minutes[Math.floorMod(atMinute, MINUTES)] += more;
            }
        }
    }

    public RateBook(Clock clock) {
        this.clock = clock;
    }

    /** Takes what a worker published. Its clock may differ: what it counted counts as of now. */
    public synchronized void add(RatesSummary summary) {
        var step = step();
        var minute = minute();
        for (var room : summary.rooms()) {
            var pace = rooms.computeIfAbsent(room.room(), _ -> new Pace());
            pace.advance(step, minute);
            pace.add(step, minute, room.chats());
            latest(pace, room.viewers());
        }
    }

    private static void latest(Pace pace, Map<ViewerCountKind, Long> viewers) {
        // people now say more than people so far, and those more than a score
        for (var kind : ViewerCountKind.values()) {
            var count = viewers.get(kind);
            if (count != null) {
                pace.viewers = count;
                pace.kind = kind;
                return;
            }
        }
    }

    /** Whether the room's hour is not known from before the console began. */
    public synchronized boolean lacksHour(RoomId room) {
        var pace = rooms.get(room);
        return pace == null || !pace.seeded;
    }

    /** Takes the minutes that Redis knows of a room; what was heard since is more exact. */
    public synchronized void seed(RoomId room, List<RateBucket> minutes) {
        var pace = rooms.computeIfAbsent(room, _ -> new Pace());
        pace.advance(step(), minute());
        pace.seeded = true;
        for (var bucket : minutes) {
            var minute = bucket.at() / MINUTES;
            if (minute > pace.minute - MINUTES && minute <= pace.minute) {
                var at = Math.floorMod(minute, MINUTES);
                pace.minutes[at] = (int)
                        Math.min(Integer.MAX_VALUE, Math.max(pace.minutes[at], bucket.chats()));
            }
            if (pace.kind == null) {
                latest(pace, bucket.viewers());
            }
        }
    }

    public synchronized RoomPace of(RoomId room) {
        var pace = rooms.get(room);
        if (pace == null) {
            return RoomPace.UNKNOWN;
        }
        pace.advance(step(), minute());
        var chats = 0L;
        for (var step : pace.steps) {
            chats += step;
        }
        var spark = new int[MINUTES];
        for (var i = 0; i < MINUTES; i++) {
            spark[i] = pace.minutes[Math.floorMod(pace.minute - MINUTES + 1 + i, MINUTES)];
        }
        return new RoomPace(chats, spark, pace.viewers, pace.kind);
    }

    /**
     * All rooms together.
     *
     * @param viewers people that are there now, where platforms count those
     */
    public record Total(double chatsPerSecond, long viewers) {}

    public synchronized Total total() {
        var step = step();
        var minute = minute();
        var chats = 0L;
        var viewers = 0L;
        for (var pace : rooms.values()) {
            pace.advance(step, minute);
            // the last whole steps: the current one is still being filled
            for (var back = 1; back <= 5; back++) {
                chats += pace.steps[Math.floorMod(step - back, STEPS)];
            }
            if (pace.kind == ViewerCountKind.ONLINE) {
                viewers += pace.viewers;
            }
        }
        return new Total(chats / (5.0 * STEP_SECONDS), viewers);
    }

    private long step() {
        return clock.instant().getEpochSecond() / STEP_SECONDS;
    }

    private long minute() {
        return clock.instant().getEpochSecond() / MINUTES;
    }
}
