package dev.danmaku.worker.watch;

import dev.danmaku.platforms.Found;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import java.time.Clock;

/** What the watch itself adds to a room's events: where data is missing, and when a broadcast ends and the next begins. */
final class Chronicle {
    private final RoomId room;
    private final RoomFeed feed;
    private final WatchMetrics metrics;
    private final Clock clock;
    private final OwnEvents own;
    private final DataGap gap;
    private @Nullable String live;

    Chronicle(RoomId room, RoomFeed feed, WatchTools tools) {
        this.room = room;
        this.feed = feed;
        this.metrics = tools.metrics();
        this.clock = tools.clock();
        this.own = new OwnEvents(room);
        this.gap = new DataGap(clock.millis());
    }

    /** Whether a broadcast was ever seen. */
    boolean wasLive() {
        return live != null;
    }

    /** Whether this is another broadcast than the one that is watched. */
    boolean isOther(Found found) {
        return live != null && !live.equals(found.live());
    }

    void watches(Found found) {
        live = found.live();
    }

    /** One broadcast ended unnoticed, and another runs. */
    void renewed(Found found) {
        streamEnded("a new stream began");
        live = found.live();
        feed.add(own.streamStarted(clock.millis(), found.live(), "found by look-up"));
    }

    void streamEnded(String reason) {
        if (live != null) {
            feed.add(own.streamEnded(clock.millis(), live, reason));
        }
    }

    void heard() {
        gap.heard(clock.millis());
    }

    /** No data from the last frame on; before a broadcast was seen there is nothing to miss. */
    void interrupted(String cause) {
        if (live != null) {
            gap.open(cause);
        }
    }

    /** No event since then, though the socket was open. */
    void fellSilent(long sinceMillis, String cause) {
        gap.open(sinceMillis, cause);
    }

    /** Data flows again, or nobody waits for it any more. */
    void resumed() {
        var now = clock.millis();
        if (gap.isOpen()) {
            metrics.gap(room.platform());
            feed.add(own.gap(gap.fromMillis(), now, gap.cause(), live));
        }
        gap.close(now);
    }
}
