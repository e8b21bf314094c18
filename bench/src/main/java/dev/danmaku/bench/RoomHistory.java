package dev.danmaku.bench;

import dev.danmaku.simulator.room.Moment;
import dev.danmaku.simulator.room.Moment.What;
import dev.danmaku.simulator.room.SimulatedRoom;
import dev.danmaku.simulator.room.Timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** What a room saw of its watchers, up to the moment it was asked. Milliseconds where a number is given. */
record RoomHistory(Timeline timeline, Instant until) {

    static RoomHistory of(SimulatedRoom room) {
        return new RoomHistory(room.timeline(), Instant.now());
    }

    /** The longest time without any joined socket. */
    double unwatched() {
        return millis(timeline.longestUnwatched(until));
    }

    /** The longest time with more than one. */
    double twice() {
        return millis(timeline.longestDoublyWatched(until));
    }

    /** From a moment to the second join. */
    double untilJoinedAgain(Instant from) {
        return millis(Duration.between(from, of(What.JOINED).skip(1).findFirst().orElseThrow()));
    }

    /** From a moment to the last join. */
    double untilLastJoined(Instant from) {
        return millis(Duration.between(
                from, of(What.JOINED).reduce((earlier, later) -> later).orElseThrow()));
    }

    /** From a moment to the first close. */
    double untilClosed(Instant from) {
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
