package dev.danmaku.worker.watch;

import static dev.danmaku.worker.watch.WatchedRoom.NOT_LIVE;
import static dev.danmaku.worker.watch.WatchedRoom.START;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Epoch;
import dev.danmaku.event.Event;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.worker.Beginning;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.stream.Stream;

/** A holder and a follower of one room, on clocks that disagree by a minute and two seconds. */
class HandedOverWatchTest extends HolderAndFollower {
    @Test
    void whatIsHeardIsKeptBackUntilTheRoomIsOurs() {
        joins();
        heard("a", "b");
        assertThat(follower.told).containsExactly("joined");
        assertThat(follower.sink.events).isEmpty();

        handOver();
        follower.platform.session().chats("c");

        assertThat(texts(holder)).containsExactly("first", "a", "b");
        assertThat(texts(follower)).containsExactly("c");
        assertThat(follower.sink.events).extracting(Event::epoch).containsOnly(OURS);
        assertThat(holder.sink.types()).containsOnly("chat");
        assertThat(holder.end()).isEqualTo(new WatchEnd.Closed("handed over"));
        assertThat(holder.platform.openSockets()).isZero();
    }

    @Test
    void theHolderGoesOnUntilItHeardWhatTheFollowerHeardFirst() {
        joins();
        follower.platform.session().chats("c", "d");

        var cut = cut();
        holder.platform.session().chats("a", "b");
        assertThat(cut).isNotDone();
        holder.platform.session().chats("c");
        assertThat(cut).isDone();
        take();

        assertThat(texts(holder)).containsExactly("first", "a", "b", "c");
        assertThat(texts(follower)).containsExactly("d");
        assertThat(follower.gaps()).isEmpty();
    }

    @Test
    void whatTheHolderHearsAfterTheCutIsTheFollowers() {
        joins();
        holder.platform.closesAtOnce = false;
        heard("a");
        cut();

        heard("b");
        holder.platform.session().ends(new SessionEnd.ClosedByUs());
        take();

        assertThat(texts(holder)).containsExactly("first", "a");
        assertThat(texts(follower)).containsExactly("b");
    }

    @Test
    void aMarkThatNobodyHearsIsWaitedForOnlySoLong() {
        joins();
        passes(10);
        follower.platform.session().chats("never heard by the holder");

        var cut = cut();
        passes(PATIENCE - 1);
        holder.platform.session().beats();
        assertThat(cut).isNotDone();
        passes(1);
        assertThat(cut).isDone();
        take();

        assertThat(texts(follower)).containsExactly("never heard by the holder");
        assertThat(follower.gaps()).as("the holder's socket said something").isEmpty();
    }

    @Test
    void aQuietRoomIsHeardForALittleLonger() {
        joins();

        var cut = cut();
        passes(100);
        holder.platform.session().chats("on its way");
        passes(Departure.LINGER.toMillis() - 101);
        assertThat(cut).isNotDone();
        passes(1);

        assertThat(cut).isDone();
        take();
        assertThat(texts(holder)).containsExactly("first", "on its way");
        assertThat(follower.gaps()).isEmpty();
    }

    @Test
    void whatHasNoIdAndNoTimeIsHandedOnOnceForEachTimeItWasSaid() {
        holder.watch.offered(true);
        holder.platform.session().anonymous("666");
        joins();
        passes(20);
        heardAnonymous("666", "666", "hi");
        passes(300);
        follower.platform.session().chats("mark");
        cut();
        passes(40);
        holder.platform.session().chats("mark");
        take();
        follower.platform.session().anonymous("666");

        assertThat(texts(holder)).containsExactly("first", "666", "666", "666", "hi", "mark");
        assertThat(texts(follower)).containsExactly("666");
    }

    @Test
    void whatWasSaidLongBeforeMarksNoPlace() {
        holder.watch.offered(true);
        holder.platform.session().anonymous("666");
        joins();
        passes(20);
        follower.platform.session().anonymous("666");

        var cut = cut();
        assertThat(cut).isNotDone();
        holder.platform.session().anonymous("666").chats("on its way");
        passes(PATIENCE);
        take();

        assertThat(texts(holder)).containsExactly("first", "666", "666", "on its way");
        assertThat(texts(follower)).isEmpty();
    }

    @Test
    void lateCopiesAreDroppedForAWhile() {
        joins();
        heard("a");
        cut();
        take();

        passes(LateCopies.LIFETIME.toMillis());
        follower.platform.session().chats("a");
        passes(1);
        follower.platform.session().chats("a");

        assertThat(texts(follower)).containsExactly("a");
    }

    @Test
    void aHolderWhoseSinkIsFullReadsOnAndLeavesInTime() {
        holder.sink.full = true;
        holder.sink.writesAtOnce = false;
        holder.platform.session().chats("too much");
        assertThat(holder.platform.session().reading).isFalse();
        passes(4_000);
        joins();
        follower.platform.session().chats("c");

        var cut = cut();
        assertThat(holder.platform.session().reading).isTrue();
        holder.platform.session().chats("b", "c");
        assertThat(cut).as("it does not wait for the sink").isDone();
        assertThat(holder.ended()).isFalse();
        holder.sink.flushes.getLast().complete(null);
        assertThat(holder.ended()).isTrue();
        take();

        assertThat(texts(holder)).containsExactly("first", "too much", "b", "c");
        assertThat(texts(follower)).isEmpty();
        assertThat(follower.gaps()).isEmpty();
    }

    @Test
    void aCutThatCannotBeReadIsAsGoodAsNone() {
        joins();
        follower.platform.session().chats("a");

        follower.watch.take(OURS, "{\"v\":2,\"secret\":true}");

        assertThat(texts(follower)).containsExactly("a");
    }

    @Test
    void aFollowerThatIsNotNeededWritesNothing() {
        joins();
        heard("a");
        passes(1_000);
        follower.platform.session().isLost();
        passes(1_000);

        follower.watch.close("the holder goes on");

        assertThat(follower.end()).isEqualTo(new WatchEnd.Closed("the holder goes on"));
        assertThat(follower.sink.events).isEmpty();
        heardByHolder("b");
        assertThat(texts(holder)).containsExactly("first", "a", "b");
    }

    @Test
    void aFollowerWhoseStreamEndsWritesNothing() {
        joins();
        follower.platform.session().ends(new SessionEnd.StreamEnded("303"));
        follower.passes(2).platform.answer(NOT_LIVE);
        follower.passes(30).platform.answer(NOT_LIVE);

        assertThat(follower.end()).isInstanceOf(WatchEnd.StreamEnded.class);
        assertThat(follower.sink.events).isEmpty();
    }

    @Test
    void aFullBacklogStopsTheReadingAndDropsNothing() {
        joins();
        var many = Stream.iterate(1, n -> n + 1)
                .limit(Backlog.MAX_EVENTS)
                .map(n -> "chat " + n)
                .toArray(String[]::new);
        follower.platform.session().chats(many);
        assertThat(follower.platform.session().reading).isFalse();

        follower.watch.take(OURS, null);

        assertThat(follower.platform.session().reading).isTrue();
        assertThat(texts(follower)).containsExactly(many);
    }

    @Test
    void aBroadcastThatTheHolderDidNotKnowIsAskedAboutAndTold() {
        var late = WatchedRoom.started(
                FakePlatform.found("live-2", "new"), new Beginning.Offered(), OTHER_START);
        late.platform.session().joins();
        late.watch.take(OURS, cutBy(holder, late));

        late.platform.answerLive("live-2");

        assertThat(late.sink.types()).containsExactly("stream-ended", "stream-started");
        assertThat(late.sink.events).extracting(Event::live).containsExactly("live-1", "live-2");
        assertThat(late.platform.sessions).hasSize(1);
    }

    @Test
    void aBroadcastThatWeDidNotKnowIsJoined() {
        var late = WatchedRoom.started(
                FakePlatform.found("live-0", "old"), new Beginning.Offered(), OTHER_START);
        late.platform.session().joins();
        late.watch.take(OURS, cutBy(holder, late));

        late.platform.answerLive("live-1");

        assertThat(late.platform.session().found.live()).isEqualTo("live-1");
        assertThat(late.sink.types()).isEmpty();
    }

    @Test
    void askingTwiceGetsOneAnswer() {
        joins();
        heard("a");
        cut();
        cut();

        assertThat(cuts).hasSize(2).containsOnly(cuts.getFirst());
        assertThat(holder.sink.flushes).hasSize(1);
    }

    @Test
    void aWatchThatIsOverAlreadyAnswersToo() {
        joins();
        holder.watch.close("drain");

        assertThat(cut()).isDone();
        take();

        assertThat(holder.end()).isEqualTo(new WatchEnd.Closed("drain"));
    }

    @Test
    void aFollowerCanHandOverInItsTurn() {
        joins();
        heard("a");
        handOver();
        follower.watch.offered(true);
        var third = WatchedRoom.started(
                FakePlatform.found("live-1", "old"), new Beginning.Offered(), START);
        third.platform.session().joins().chats("b", "c");
        follower.platform.session().chats("b");

        third.watch.take(new Epoch(1, 7, 3), cutBy(follower, third));

        assertThat(texts(follower)).containsExactly("b");
        assertThat(texts(third)).containsExactly("c");
    }

    private void heardAnonymous(String... texts) {
        holder.platform.session().anonymous(texts);
        follower.platform.session().anonymous(texts);
    }

    private static @Nullable String cutBy(WatchedRoom from, WatchedRoom to) {
        var cut = from.watch.cut(to.watch.mark());
        from.passes(Departure.PATIENCE);
        return cut.getNow(null);
    }
}
