package dev.danmaku.bench.seen;

import dev.danmaku.simulator.room.Moment;
import dev.danmaku.simulator.room.Moment.What;
import dev.danmaku.simulator.room.SimulatedRoom;
import dev.danmaku.simulator.room.Timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** What a room saw of its watchers, up to the moment it was asked. Milliseconds where a number is given. */
public record RoomHistory(Timeline timeline, Instant until) {

    public static RoomHistory of(SimulatedRoom room) {
        return new RoomHistory(room.timeline(), Instant.now());
    }

    /** The longest time without any joined socket. */
    public double unwatched() {
        return millis(timeline.longestUnwatched(until));
    }

    /** The longest time with more than one. */
    public double twice() {
        return millis(timeline.longestDoublyWatched(until));
    }

    /** From a moment to the second join. */
    public double untilJoinedAgain(Instant from) {
        return millis(Duration.between(from, of(What.JOINED).skip(1).findFirst().orElseThrow()));
    }

    /** From a moment to the last join. */
    public double untilLastJoined(Instant from) {
        return millis(Duration.between(
                from, of(What.JOINED).reduce((earlier, later) -> later).orElseThrow()));
    }

    /** Whether a joined socket was closed. */
    public boolean closedOnce() {
        return of(What.CLOSED).findAny().isPresent();
    }

    /** Whether a socket is joined at the end. */
    public boolean watchedNow() {
        return !timeline.moments().isEmpty() && timeline.moments().getLast().joined() > 0;
    }

    /** From a moment to the first join. */
    public double untilJoined(Instant from) {
        return millis(Duration.between(from, of(What.JOINED).findFirst().orElseThrow()));
    }

    /** How long after a moment more than one socket was joined, all times together. */
    public double twiceSince(Instant from) {
        var sum = Duration.ZERO;
        var moments = timeline.moments();
        for (var i = 0; i < moments.size(); i++) {
            var begun = later(moments.get(i).at(), from);
            var ended = i + 1 < moments.size() ? moments.get(i + 1).at() : until;
            if (moments.get(i).joined() > 1 && ended.isAfter(begun)) {
                sum = sum.plus(Duration.between(begun, ended));
            }
        }
        return millis(sum);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** From a moment to the first close. */
    public double untilClosed(Instant from) {
        return millis(Duration.between(from, of(What.CLOSED).findFirst().orElseThrow()));
    }

    private Stream<Instant> of(What what) {
        return timeline.moments().stream()
                .filter(moment -> moment.what() == what)
                .map(Moment::at);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
