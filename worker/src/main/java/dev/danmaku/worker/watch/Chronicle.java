package dev.danmaku.worker.watch;

import dev.danmaku.platforms.Found;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import java.time.Clock;

/** What the watch itself adds to a room's events: where data is missing, and when a broadcast ends and the next begins. */
final class Chronicle {
    static final String HOLDER_GONE = "nobody watched the room";

    private final RoomFeed feed;
    private final Clock clock;
    private final OwnEvents own;
    private final DataGap gap;
    private @Nullable String live;
    /** Why data is missing since before we began; told when the broadcast is known. */
    private @Nullable String missing;

    private long missingSinceMillis;
    /** The room is another's, who hears it for us until we are joined. */
    private boolean covered;

    Chronicle(RoomId room, RoomFeed feed, WatchTools tools) {
        this.feed = feed;
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

    @Nullable String live() {
        return live;
    }

    void watches(Found found) {
        live = found.live();
        if (missing != null) {
            gap.open(missingSinceMillis, missing);
            missing = null;
        }
    }

    /** Nobody watched since then, if there is anything to watch. */
    void missing(long sinceMillis, String cause) {
        missing = cause;
        missingSinceMillis = sinceMillis;
    }

    /** Another watches until we are joined. */
    void covered() {
        covered = true;
    }

    /**
     * The room is ours.
     *
     * @param trouble why the former holder did not hear everything until it stopped; null if it did
     * @param other the broadcast that it watched; null if it did not say
     */
    void takes(Handover.Taken taken, @Nullable String trouble, @Nullable String other) {
        covered = false;
        if (other != null) {
            live = other;
        }
        gap.coveredUntil(taken.coveredMillis());
        if (!taken.joined()) {
            gap.open(taken.coveredMillis(), trouble == null ? HOLDER_GONE : trouble);
        } else if (trouble != null && taken.coveredMillis() < taken.joinedMillis()) {
            feed.add(own.gap(taken.coveredMillis(), taken.joinedMillis(), trouble, live));
        }
    }

    /** Until when we heard all there was: now, but for an open gap. */
    long heardUntilMillis() {
        return gap.isOpen() ? gap.fromMillis() : clock.millis();
    }

    long lastHeardMillis() {
        return gap.lastDataMillis();
    }

    /** Why nothing is heard; null while data flows. */
    @Nullable String trouble() {
        return gap.isOpen() ? gap.cause() : null;
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
        if (live != null && !covered) {
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
        covered = false;
        if (gap.isOpen()) {
            feed.add(own.gap(gap.fromMillis(), now, gap.cause(), live));
        }
        gap.close(now);
    }
}
