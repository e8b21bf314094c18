package dev.danmaku.standalone.cluster;

import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.room.Moment.What;
import dev.danmaku.simulator.room.SimulatedRoom;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the simulated platform saw: which rooms had how many sockets, and when. */
public final class Judge {
    private final Simulator simulator;

    Judge(Simulator simulator) {
        this.simulator = simulator;
    }

    public SimulatedRoom room(String room) {
        return simulator.kuaishou().room(room);
    }

    public int joined(String room) {
        return room(room).counts().joined();
    }

    public boolean allJoined(Collection<String> rooms) {
        return rooms.stream().allMatch(room -> joined(room) > 0);
    }

    public boolean allJoinedOnce(Collection<String> rooms) {
        return rooms.stream().allMatch(room -> joined(room) == 1);
    }

    /** Rooms that have another number of sockets than one. */
    public List<String> notJoinedOnce(Collection<String> rooms) {
        return rooms.stream()
                .filter(room -> joined(room) != 1)
                .map(room -> room + " x" + joined(room))
                .toList();
    }

    /** Sockets that were open and are no longer, whoever closed them. */
    public long closes() {
        return simulator.kuaishou().counts().closes();
    }

    public long joins() {
        return simulator.kuaishou().counts().joins();
    }

    /** How long after this moment the room was joined anew; empty if it was not. */
    public Optional<Duration> joinedAfter(String room, Instant since) {
        return room(room).timeline().moments().stream()
                .filter(moment -> moment.what() == What.JOINED && !moment.at().isBefore(since))
                .findFirst()
                .map(moment -> Duration.between(since, moment.at()));
    }

    /** The same of many rooms, the quickest first. */
    public List<Duration> joinedAfter(Collection<String> rooms, Instant since) {
        return rooms.stream()
                .map(room -> joinedAfter(room, since)
                        .orElseThrow(() -> new AssertionError(room + " was not joined anew")))
                .sorted()
                .toList();
    }

    /** Look-ups over HTTP, of whatever kind, answered so far. */
    public long lookups() {
        return simulator.kuaishou().counts().lookups().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** How long, up to now, a room that was live had more than one socket. */
    public Duration doublyWatched(String room) {
        return room(room).timeline().doublyWatched(Instant.now());
    }
}
