package dev.danmaku.bench.beside;

import dev.danmaku.bench.seen.Kept;
import dev.danmaku.bench.seen.RoomHistory;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.simulator.room.SimulatedRoom;
import dev.danmaku.simulator.room.StreamEnding;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Rooms that one side watches. What is joined and left, the simulator tells, for all sides alike. */
final class Rooms {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration UNTIL_WRITTEN = Duration.ofSeconds(3);
    /** A side that lost a room never ends it. */
    private static final Duration UNTIL_ENDED = Duration.ofSeconds(15);

    private static final Rates ONE_CHAT = Rates.chatting(1);
    private static final String LAST_WORD = "the last word";
    private static final int SIDES_APART = 1_000_000;
    private static final int ROUNDS_APART = 10_000;

    private final Side side;
    private final List<SimulatedRoom> rooms;

    /** @param round so that no room comes twice */
    Rooms(Side side, int round, int count) {
        this.side = side;
        var first = (side.way().ordinal() + 1) * SIDES_APART + round * ROUNDS_APART;
        var site = side.cluster().simulator().bilibili();
        this.rooms = IntStream.range(0, count)
                .mapToObj(i -> site.room(Integer.toString(first + i)))
                .toList();
    }

    List<SimulatedRoom> all() {
        return rooms;
    }

    /** Live, silent, and nobody was told. */
    Rooms goLive() {
        rooms.forEach(room -> room.goLive(Rates.QUIET));
        return this;
    }

    Rooms sadd() {
        side.cluster()
                .sadd(
                        side.livesKey(),
                        rooms.stream().map(room -> room.id().id()).toList());
        return this;
    }

    void sadd(SimulatedRoom room) {
        side.cluster().sadd(side.livesKey(), List.of(room.id().id()));
    }

    Rooms awaitJoined() throws InterruptedException {
        side.cluster().await(side.way().title() + ": all joined", LIMIT, LOOK, this::joinedOnce);
        return this;
    }

    /** One chat a second in each. */
    Rooms chat() {
        rooms.forEach(room -> room.rates(ONE_CHAT));
        return this;
    }

    boolean joinedOnce() {
        return rooms.stream().allMatch(room -> room.counts().joined() == 1);
    }

    long chats() {
        return rooms.stream().mapToLong(room -> room.counts().lastSequence()).sum();
    }

    long joins() {
        return rooms.stream().mapToLong(room -> room.counts().joins()).sum();
    }

    List<RoomHistory> histories() {
        return rooms.stream().map(RoomHistory::of).toList();
    }

    /** One chat more in each, so that what is missing before it shows; then what is on disk. */
    Kept silenceAndRead() throws IOException, InterruptedException {
        rooms.forEach(room -> room.rates(Rates.QUIET));
        rooms.forEach(room -> room.chat(LAST_WORD));
        Thread.sleep(UNTIL_WRITTEN);
        var kept = Kept.NOTHING;
        for (var room : rooms) {
            kept = kept.plus(Kept.read(side.folder(), room.id()));
        }
        return kept;
    }

    /** The streams are over, and nobody wants the rooms. Returns when nobody has them, if that comes. */
    void end() throws InterruptedException {
        rooms.forEach(room -> room.end(StreamEnding.ANNOUNCED));
        var ids = rooms.stream().map(room -> room.id().id()).toArray(String[]::new);
        side.cluster().redis().srem(side.livesKey(), ids);
        var limit = System.nanoTime() + UNTIL_ENDED.toNanos();
        while (side.running() > 0 && System.nanoTime() < limit) {
            Thread.sleep(LOOK);
        }
    }
}
