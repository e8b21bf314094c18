package dev.danmaku.worker.watch;

import static dev.danmaku.worker.watch.WatchedRoom.NOT_LIVE;
import static dev.danmaku.worker.watch.WatchedRoom.START;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.worker.Beginning;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** What is missing where a room went from one holder to the next, on clocks that disagree by a minute and two seconds. */
class HandoverGapsTest extends HolderAndFollower {
    @Test
    void whatAHolderWithAFullSinkDidNotReadInTimeIsAGap() {
        passes(1_000);
        holder.sink.full = true;
        holder.platform.session().chats("too much");
        passes(4_000);
        joins();
        follower.platform.session().chats("c");

        cut();
        passes(PATIENCE);
        take();

        assertThat(holder.gaps()).isEmpty();
        assertThat(follower.gaps())
                .containsExactly(new Gap(
                        other(1_000), other(5_000), "the former holder's sink was full", null));
    }

    @Test
    void aHolderWithoutASocketLeavesAtOnceAndItsGapIsTheFollowers() {
        passes(1_000);
        heardByHolder("last");
        passes(2_000);
        holder.platform.session().isLost();
        joins();
        passes(100);

        assertThat(cut()).isDone();
        take();

        assertThat(holder.gaps()).isEmpty();
        assertThat(follower.gaps())
                .containsExactly(
                        new Gap(other(1_000), other(3_000), "lost: connection reset", null));
        assertThat(holder.timer.untilNext()).isNull();
    }

    @Test
    void aHolderThatHearsNothingThoughItsSocketIsOpenLeavesAGap() {
        passes(3_000);
        joins();
        passes(10);
        follower.platform.session().chats("c");

        cut();
        passes(PATIENCE);
        take();

        assertThat(follower.gaps())
                .containsExactly(new Gap(
                        other(0), other(3_000), "the former holder heard nothing more", null));
    }

    @Test
    void ourOwnLossIsAGapOnlyFromTheCutOn() {
        joins();
        heard("a");
        passes(1_000);
        follower.platform.session().isLost();
        passes(200);
        heardByHolder("b");
        cut();
        take();
        assertThat(follower.gaps()).isEmpty();

        passes(300);
        follower.platform.session().joins();

        assertThat(follower.gaps())
                .containsExactly(
                        new Gap(other(1_200), other(1_500), "lost: connection reset", null));
    }

    @Test
    void ourOwnLossThatWasOverBeforeTheCutIsNoGap() {
        joins();
        heard("a");
        passes(1_000);
        follower.platform.session().isLost();
        passes(500);
        follower.platform.session().joins();
        passes(1);
        heard("b");
        handOver();

        assertThat(follower.gaps()).isEmpty();
        assertThat(texts(follower)).isEmpty();
    }

    @Test
    void ofAHolderThatDiedWeOnlyKnowThatItWasThereWhenWeBegan() {
        passes(200);
        joins();
        follower.platform.session().chats("a", "b");

        follower.watch.take(OURS, null);

        assertThat(texts(follower)).containsExactly("a", "b");
        assertThat(follower.gaps())
                .containsExactly(new Gap(other(0), other(200), Chronicle.HOLDER_GONE, null));
    }

    @Test
    void aHolderThatDiedBeforeWeJoinedLeavesAGapUntilWeDo() {
        passes(200);
        follower.watch.take(OURS, null);
        assertThat(follower.sink.events).isEmpty();
        passes(300);
        follower.platform.session().joins().chats("a");

        assertThat(follower.sink.types()).containsExactly("gap", "chat");
        assertThat(follower.gaps())
                .containsExactly(new Gap(other(0), other(500), Chronicle.HOLDER_GONE, null));
    }

    @Test
    void whoTakesOverFromADeadHolderRecordsTheTimeBetween() {
        var room = WatchedRoom.started(
                FakePlatform.found("live-1", "old"),
                new Beginning.TakenOver(Duration.ofSeconds(3), null),
                START);
        room.passes(1).platform.session().joins().chats("a");

        assertThat(room.sink.types()).containsExactly("gap", "chat");
        assertThat(room.gaps())
                .containsExactly(new Gap(
                        START.minusSeconds(3).toEpochMilli(),
                        START.plusSeconds(1).toEpochMilli(),
                        Chronicle.HOLDER_GONE,
                        null));
    }

    @Test
    void whoTakesOverARoomThatNeverWasLiveRecordsNothing() {
        var room = WatchedRoom.started(
                null, new Beginning.TakenOver(Duration.ofSeconds(3), null), START);
        room.platform.answer(NOT_LIVE);
        room.passes(30).platform.answer(NOT_LIVE);

        assertThat(room.end()).isInstanceOf(WatchEnd.NotLive.class);
        assertThat(room.sink.events).isEmpty();
    }

    /** Milliseconds since the start as the follower's clock has them. */
    private static long other(long millis) {
        return OTHER_START.toEpochMilli() + millis;
    }
}
