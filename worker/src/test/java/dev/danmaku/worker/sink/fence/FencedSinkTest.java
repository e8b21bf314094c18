package dev.danmaku.worker.sink.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Event;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.sink.Chats;
import dev.danmaku.worker.sink.EventSink;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

class FencedSinkTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final RoomId ROOM = Chats.room(1);

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger drained = new AtomicInteger();
    private final List<Event> written = new ArrayList<>();
    private final PauseWatch pauses = new PauseWatch(LIMIT, now::get);
    private final AtomicBoolean full = new AtomicBoolean();
    private final AtomicReference<Runnable> insideDrained = new AtomicReference<>(() -> {});
    private final FencedSink sink = new FencedSink(
            (room, onDrained) -> {
                insideDrained.set(onDrained);
                return new Written();
            },
            pauses);
    private final EventSink.Lane lane = sink.open(ROOM, drained::incrementAndGet);

    private final class Written implements EventSink.Lane {
        @Override
        public boolean offer(List<Event> events) {
            written.addAll(events);
            return !full.get();
        }

        @Override
        public CompletableFuture<Void> flush() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> close() {
            return flush();
        }
    }

    private void standStill(Duration duration) {
        now.addAndGet(duration.toNanos());
    }

    private static List<Event> chats(int from, int count) {
        return Chats.chats(ROOM, from, count);
    }

    @Test
    void whatIsReadAfterAPauseIsToBeKeptBack() {
        assertThat(lane.keepsBack()).isFalse();

        standStill(LIMIT.plusMillis(1));

        assertThat(lane.keepsBack()).isTrue();
        assertThat(sink.keepsBack()).isTrue();
    }

    @Test
    void whatWasReadBeforeThePauseIsWritten() {
        standStill(LIMIT.plusMillis(1));

        assertThat(lane.offer(chats(1, 2))).isTrue();
        assertThat(written).isEqualTo(chats(1, 2));
    }

    @Test
    void whoeverComesFirstNoticesAPauseAndItIsOne() {
        standStill(LIMIT.plusMillis(1));
        pauses.tick();

        assertThat(lane.keepsBack()).isTrue();
        assertThat(sink.pauses()).isEqualTo(1);
    }

    @Test
    void ticksInTimeAreNoPause() {
        for (var i = 0; i < 100; i++) {
            standStill(LIMIT.dividedBy(2));
            pauses.tick();
        }

        assertThat(lane.keepsBack()).isFalse();
        assertThat(sink.keepsBack()).isFalse();
    }

    @Test
    void aConfirmedRoomIsReadAgainAndThatIsToldOnce() {
        standStill(LIMIT.plusMillis(1));
        pauses.tick();

        sink.confirm(ROOM, sink.pauses());
        sink.confirm(ROOM, sink.pauses());

        assertThat(drained).hasValue(1);
        assertThat(lane.keepsBack()).isFalse();
        assertThat(sink.keepsBack()).isFalse();
    }

    @Test
    void whereTheSinkIsFullTheEndOfThatIsToldAndNotTheConfirmation() {
        full.set(true);
        assertThat(lane.offer(chats(1, 2))).isFalse();
        standStill(LIMIT.plusMillis(1));
        pauses.tick();

        sink.confirm(ROOM, sink.pauses());
        assertThat(lane.keepsBack()).isFalse();
        assertThat(drained).hasValue(0);

        full.set(false);
        insideDrained.get().run();
        assertThat(drained).hasValue(1);
        standStill(LIMIT.plusMillis(1));
        pauses.tick();
        sink.confirm(ROOM, sink.pauses());
        assertThat(drained).hasValue(2);
    }

    @Test
    void aConfirmationFromBeforeThePauseIsNone() {
        var before = sink.pauses();
        standStill(LIMIT.plusMillis(1));

        sink.confirm(ROOM, before);

        assertThat(drained).hasValue(0);
        assertThat(lane.keepsBack()).isTrue();
    }

    @Test
    void aRoomThatIsClosedWaitsForNothing() {
        standStill(LIMIT.plusMillis(1));
        pauses.tick();

        assertThat(lane.close()).isCompleted();

        sink.confirm(ROOM, sink.pauses());
        assertThat(drained).hasValue(0);
        assertThat(sink.keepsBack()).isFalse();
    }

    @Test
    void aRoomThatIsOpenedAfterAPauseWaitsForNothing() {
        standStill(LIMIT.plusMillis(1));
        pauses.tick();
        var fresh = sink.open(Chats.room(2), () -> {});

        assertThat(fresh.keepsBack()).isFalse();
    }
}
