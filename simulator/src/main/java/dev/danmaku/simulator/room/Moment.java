package dev.danmaku.simulator.room;

import java.time.Instant;

/**
 * A line of a room's history.
 *
 * @param joined how many sockets were joined just after it
 * @param sequence the last chat's number that was sent to anyone before it, 0 if none was
 */
public record Moment(Instant at, What what, int joined, long sequence) {
    public enum What {
        LIVE,
        ENDED,
        JOINED,
        CLOSED
    }
}
