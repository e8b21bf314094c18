package dev.danmaku.worker.watch;

import static dev.danmaku.worker.watch.WatchedRoom.NOT_LIVE;
import static dev.danmaku.worker.watch.WatchedRoom.START;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Epoch;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.worker.Beginning;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A holder and a follower of one room, on clocks that disagree by a minute and two seconds. */
class HandedOverWatchTest {
    private static final Instant OTHER_START = START.plusSeconds(62);
    private static final Epoch OURS = new Epoch(1, 7, 2);
    private static final long PATIENCE = Departure.PATIENCE.toMillis();

    private final WatchedRoom holder = WatchedRoom.watching();
    private final WatchedRoom follower = WatchedRoom.started(
            FakePlatform.found("live-1", "old"), new Beginning.Offered(), OTHER_START);
    private final List<String> cuts = new ArrayList<>();

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
    void anEpochThatComesRightAfterTheTakeStays() {
        var newer = new Epoch(OURS.generation(), OURS.job() + 1, OURS.term() + 1);
        follower.whenJoined = () -> {
            follower.watch.take(OURS, null);
            follower.watch.epoch(newer);
        };

        joins();
        follower.platform.session().chats("a");

        assertThat(texts(follower)).containsExactly("a");
        assertThat(follower.sink.events).extracting(Event::epoch).containsOnly(newer);
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

    @Test
    void whoTakesOverFromADeadHolderRecordsTheTimeBetween() {
        var room = WatchedRoom.started(
                FakePlatform.found("live-1", "old"),
                new Beginning.TakenOver(Duration.ofSeconds(3)),
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
        var room = WatchedRoom.started(null, new Beginning.TakenOver(Duration.ofSeconds(3)), START);
        room.platform.answer(NOT_LIVE);
        room.passes(30).platform.answer(NOT_LIVE);

        assertThat(room.end()).isInstanceOf(WatchEnd.NotLive.class);
        assertThat(room.sink.events).isEmpty();
    }

    private void joins() {
        holder.watch.offered(true);
        follower.platform.session().joins();
    }

    private void heard(String... texts) {
        heardByHolder(texts);
        follower.platform.session().chats(texts);
    }

    private void heardAnonymous(String... texts) {
        holder.platform.session().anonymous(texts);
        follower.platform.session().anonymous(texts);
    }

    private void heardByHolder(String... texts) {
        holder.platform.session().chats(texts);
    }

    private void handOver() {
        assertThat(cut()).isDone();
        take();
    }

    private CompletableFuture<String> cut() {
        var cut = holder.watch.cut(follower.watch.mark());
        cut.thenAccept(cuts::add);
        return cut;
    }

    private void take() {
        follower.watch.take(OURS, cuts.getLast());
    }

    private static @Nullable String cutBy(WatchedRoom from, WatchedRoom to) {
        var cut = from.watch.cut(to.watch.mark());
        from.passes(Departure.PATIENCE);
        return cut.getNow(null);
    }

    private void passes(long millis) {
        holder.passes(Duration.ofMillis(millis));
        follower.passes(Duration.ofMillis(millis));
    }

    /** Milliseconds since the start as the follower's clock has them. */
    private static long other(long millis) {
        return OTHER_START.toEpochMilli() + millis;
    }

    private static List<String> texts(WatchedRoom room) {
        return room.sink.events.stream()
                .map(Event::body)
                .filter(Chat.class::isInstance)
                .map(body -> ((Chat) body).text())
                .toList();
    }
}
