package dev.danmaku.worker.sink;

import static dev.danmaku.worker.sink.Chats.chats;
import static dev.danmaku.worker.sink.Chats.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.room.RoomId;
import dev.danmaku.worker.sink.EventHandoff.Taken;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Bounds and fairness, with the test as the writer. */
class EventHandoffTest {
    private static final Runnable NOTHING = () -> {};

    private static EventHandoff<RoomId> handoff(int roomEvents, int totalEvents) {
        return new EventHandoff<>(new SinkSettings(
                roomEvents, totalEvents, Duration.ofSeconds(1), 1, Duration.ofSeconds(1)));
    }

    private static Taken<RoomId> take(EventHandoff<RoomId> handoff) {
        var taken = handoff.take();
        assertThat(taken).isNotNull();
        return taken;
    }

    @Test
    void aLaneIsFullAtItsRoomsBoundAndKeepsTheFrameThatFilledIt() {
        var handoff = handoff(4, 100);
        var lane = handoff.open(room(1), NOTHING);

        assertThat(lane.offer(chats(room(1), 0, 3))).isTrue();
        assertThat(lane.offer(chats(room(1), 3, 7))).isFalse();

        assertThat(take(handoff).events()).isEqualTo(chats(room(1), 0, 10));
    }

    @Test
    void aHotRoomLeavesHalfOfTheWholeFree() {
        var handoff = handoff(1000, 1000);
        var hot = handoff.open(room(1), NOTHING);

        while (hot.offer(chats(room(1), 0, 1))) {}

        assertThat(handoff.depth()).isEqualTo(500);
        assertThat(handoff.open(room(2), NOTHING).offer(chats(room(2), 0, 1))).isTrue();
    }

    @Test
    void manyHotRoomsShareTheWholeAndAQuietOneIsNeverFullBecauseOfThem() {
        var handoff = handoff(1000, 1000);
        for (var n = 0; n < 30; n++) {
            var hot = handoff.open(room(n), NOTHING);
            while (hot.offer(chats(room(n), 0, 1))) {}
            // a lane that gets nothing more still keeps the one frame that told it so
            assertThat(handoff.depth()).isLessThanOrEqualTo(1000 + n);
        }

        // what is left halves with each hot room, so the last ones got little; a quiet room is
        // served all the same
        for (var n = 0; n < 30; n++) {
            take(handoff);
            assertThat(handoff.open(room(100 + n), NOTHING).offer(chats(room(100 + n), 0, 1)))
                    .isTrue();
        }
    }

    @Test
    void lanesAreServedInTurnHoweverMuchOneOfThemOffers() {
        var handoff = handoff(1000, 100_000);
        var hot = handoff.open(room(1), NOTHING);
        var quiet = handoff.open(room(2), NOTHING);
        hot.offer(chats(room(1), 0, 500));
        quiet.offer(chats(room(2), 0, 1));
        hot.offer(chats(room(1), 500, 400));

        var served = new ArrayList<String>();
        served.add(take(handoff).lane().id());
        hot.offer(chats(room(1), 900, 400));
        served.add(take(handoff).lane().id());
        served.add(take(handoff).lane().id());

        assertThat(served).containsExactly("room-1", "room-2", "room-1");
    }

    @Test
    void aLaneThatWasFullIsToldOnceItIsTaken() {
        var handoff = handoff(2, 100);
        var told = new AtomicInteger();
        var lane = handoff.open(room(1), told::incrementAndGet);

        lane.offer(chats(room(1), 0, 1));
        take(handoff);
        assertThat(told).hasValue(0);

        lane.offer(chats(room(1), 1, 5));
        take(handoff);
        assertThat(told).hasValue(1);
        assertThat(lane.offer(chats(room(1), 6, 1))).isTrue();
    }

    @Test
    void anEmptyFrameTakesNoPlace() {
        var handoff = handoff(1, 1);

        assertThat(handoff.open(room(1), NOTHING).offer(chats(room(1), 0, 0))).isTrue();
        assertThat(handoff.take()).isNull();
    }
}
