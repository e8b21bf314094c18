package dev.danmaku.worker.sink;

import static dev.danmaku.worker.sink.Chats.chats;
import static dev.danmaku.worker.sink.Chats.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Event;
import dev.danmaku.room.RoomId;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

class AllSinksTest {
    private final FakeSink one = new FakeSink();
    private final FakeSink other = new FakeSink();
    private final AtomicInteger drained = new AtomicInteger();
    private final EventSink.Lane lane =
            new AllSinks(List.of(one, other)).open(room(1), drained::incrementAndGet);

    /** A sink with one lane that is full when the test says so. */
    private static final class FakeSink implements EventSink {
        final List<Event> taken = new ArrayList<>();
        final CompletableFuture<Void> flushed = new CompletableFuture<>();
        boolean full;
        Runnable drained = () -> {};

        @Override
        public Lane open(RoomId room, Runnable onDrained) {
            drained = onDrained;
            return new Lane() {
                @Override
                public boolean offer(List<Event> events) {
                    taken.addAll(events);
                    return !full;
                }

                @Override
                public CompletableFuture<Void> flush() {
                    return flushed;
                }

                @Override
                public CompletableFuture<Void> close() {
                    return flushed;
                }
            };
        }
    }

    @Test
    void eachGetsEveryEvent() {
        assertThat(lane.offer(chats(room(1), 0, 3))).isTrue();

        assertThat(one.taken).isEqualTo(chats(room(1), 0, 3)).isEqualTo(other.taken);
    }

    @Test
    void aRoomWaitsWhileAnyOfThemIsFull() {
        one.full = true;
        other.full = true;
        assertThat(lane.offer(chats(room(1), 0, 1))).isFalse();

        one.full = false;
        one.drained.run();
        assertThat(drained).hasValue(0);
        other.full = false;
        other.drained.run();

        assertThat(drained).hasValue(1);
        assertThat(lane.offer(chats(room(1), 1, 1))).isTrue();
    }

    @Test
    void aLaneThatDrainsTwiceIsToldOnce() {
        one.full = true;
        lane.offer(chats(room(1), 0, 1));

        one.drained.run();
        one.drained.run();

        assertThat(drained).hasValue(1);
    }

    @Test
    void aFlushIsDoneWhenAllAre() {
        var flushed = lane.flush();

        one.flushed.complete(null);
        assertThat(flushed).isNotDone();
        other.flushed.complete(null);

        assertThat(flushed).isDone();
    }
}
