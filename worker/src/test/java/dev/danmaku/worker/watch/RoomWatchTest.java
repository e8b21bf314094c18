package dev.danmaku.worker.watch;

import static dev.danmaku.worker.watch.WatchedRoom.NOT_LIVE;
import static dev.danmaku.worker.watch.WatchedRoom.THROTTLED;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Epoch;
import dev.danmaku.event.EventBody;
import dev.danmaku.platforms.SessionEnd;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** Joining, stamping, back-pressure, closing. */
class RoomWatchTest {

    @Test
    void aKnownRoomIsJoinedWithoutAskingThePlatform() {
        var room = WatchedRoom.started(FakePlatform.found("live-1", "old"));

        assertThat(room.platform.lookUps).isZero();
        assertThat(room.platform.session().found.token()).isEqualTo("old");
        assertThat(room.platform.session().attempt).isZero();
        room.platform.session().joins();
        assertThat(room.told).containsExactly("joined");
    }

    @Test
    void anUnknownRoomIsLookedUpThenJoined() {
        var room = WatchedRoom.started(null);
        assertThat(room.platform.sessions).isEmpty();

        room.platform.answerLive("live-1");
        room.platform.session().joins();

        assertThat(room.told).containsExactly("found live-1", "joined");
    }

    @Test
    void whatIsHeardReachesTheSinkInOrderWithoutAnEpochUntilThereIsOne() {
        var room = WatchedRoom.watching();
        var epoch = new Epoch(1, 2, 3);

        room.watch.epoch(epoch);
        room.platform.session().chats("second", "third");
        room.watch.epoch(null);
        room.platform.session().chats("fourth");

        assertThat(room.sink.events)
                .extracting(e -> ((EventBody.Chat) e.body()).text())
                .containsExactly("first", "second", "third", "fourth");
        assertThat(room.sink.events)
                .extracting(e -> e.epoch())
                .containsExactly(null, epoch, epoch, null);
    }

    @Test
    void eventsAreCountedByTypeAndNeverByRoom() {
        var room = WatchedRoom.watching();
        room.platform.session().chats("second");

        assertThat(room.metrics
                        .get("danmaku.events")
                        .tag("type", "chat")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(room.metrics.getMeters())
                .allSatisfy(m -> assertThat(m.getId().getTags())
                        .noneMatch(t -> t.getValue().contains("3xabcdef")));
    }

    @Test
    void aFullSinkStopsTheReadingAndADrainedOneResumesItWithoutAGap() {
        var room = WatchedRoom.watching();

        room.sink.full = true;
        room.platform.session().chats("second");
        assertThat(room.platform.session().reading).isFalse();

        room.passes(30);
        room.sink.drain();
        assertThat(room.platform.session().reading).isTrue();
        room.platform.session().chats("third");
        assertThat(room.sink.types()).containsExactly("chat", "chat", "chat");
    }

    @Test
    void aSocketLostWhileTheSinkIsFullIsJoinedAgainOnlyWhenThereIsSpace() {
        var room = WatchedRoom.watching();
        room.sink.full = true;
        room.platform.session().chats("second");

        room.platform.session().isLost();
        room.passes(60);
        assertThat(room.platform.sessions).hasSize(1);

        room.sink.drain();
        assertThat(room.platform.sessions).hasSize(2);
        room.platform.session().joins();
        assertThat(room.gaps()).hasSize(1);
    }

    @Test
    void aRoomThatWaitsForSpaceCanBeClosed() {
        var room = WatchedRoom.watching();
        room.sink.full = true;
        room.platform.session().chats("second");
        room.platform.session().isLost();
        room.passes(60);

        room.watch.close("drain");
        room.sink.drain();

        assertThat(room.end()).isEqualTo(new WatchEnd.Closed("drain"));
        assertThat(room.platform.sessions).hasSize(1);
    }

    @Test
    void closingEndsOnlyWhenTheSocketIsClosedAndEverythingIsWritten() {
        var room = WatchedRoom.watching();
        room.platform.closesAtOnce = false;
        room.sink.writesAtOnce = false;

        room.watch.close("cancelled");
        assertThat(room.platform.session().closing).isTrue();
        assertThat(room.sink.closed).isFalse();

        room.platform.session().chats("last words");
        room.platform.session().ends(new SessionEnd.ClosedByUs());
        assertThat(room.sink.closed).isTrue();
        assertThat(room.ended()).isFalse();

        room.sink.flushes.getLast().complete(null);
        assertThat(room.end()).isEqualTo(new WatchEnd.Closed("cancelled"));
        assertThat(room.sink.types()).containsExactly("chat", "chat");
    }

    @Test
    void closingTwiceEndsOnce() {
        var room = WatchedRoom.watching();

        room.watch.close("one");
        room.watch.close("two");

        assertThat(room.end()).isEqualTo(new WatchEnd.Closed("one"));
        assertThat(room.sink.flushes).hasSize(1);
    }

    @Test
    void closedDuringALookUpItNeverJoins() {
        var room = WatchedRoom.started(null);

        room.watch.close("cancelled");
        assertThat(room.end()).isEqualTo(new WatchEnd.Closed("cancelled"));

        room.platform.answerLive("live-1");
        assertThat(room.platform.sessions).isEmpty();
        assertThat(room.told).isEmpty();
    }

    @Test
    void closedWhileConnectingItWaitsForThatSocketsEnd() {
        var room = WatchedRoom.started(FakePlatform.found("live-1", "old"));
        room.platform.closesAtOnce = false;

        room.watch.close("cancelled");
        room.platform.session().joins();
        assertThat(room.ended()).isFalse();
        assertThat(room.told).isEmpty();

        room.platform.session().ends(new SessionEnd.ClosedByUs());
        assertThat(room.end()).isEqualTo(new WatchEnd.Closed("cancelled"));
    }

    @Test
    void closedBetweenTheTwoAnswersThatConfirmAnEndItIsClosedAndNotEnded() {
        var room = WatchedRoom.watching();
        room.platform.session().ends(new SessionEnd.StreamEnded("303"));
        room.passes(2);
        room.platform.answer(NOT_LIVE);

        room.watch.close("cancelled");
        room.passes(60);

        assertThat(room.end()).isEqualTo(new WatchEnd.Closed("cancelled"));
        assertThat(room.platform.lookUps).isEqualTo(1);
        assertThat(room.sink.types()).containsExactly("chat", "gap");
    }

    @Test
    void closedWhileWaitingToReconnectItLeavesNoTimerBehind() {
        var room = WatchedRoom.watching();
        room.platform.session().isLost();

        room.watch.close("cancelled");

        assertThat(room.timer.untilNext()).isNull();
        room.passes(60);
        assertThat(room.platform.sessions).hasSize(1);
    }

    @Test
    void aSocketThatThisProcessClosedUnaskedEndsTheWatch() {
        var room = WatchedRoom.watching();

        room.platform.session().ends(new SessionEnd.ClosedByUs());

        assertThat(room.end()).isEqualTo(new WatchEnd.Closed("closed by this process"));
    }

    @Test
    void whatALateSocketSaysIsIgnored() {
        var room = WatchedRoom.watching();
        var old = room.platform.session();
        old.isLost();

        old.chats("late");
        old.hintsEnd("late");
        room.passes(Duration.ofMillis(500));

        assertThat(room.sink.types()).containsExactly("chat");
        assertThat(room.platform.lookUps).isZero();
        assertThat(room.platform.sessions).hasSize(2);
    }

    @Test
    void aLookUpThatFailsAgainstItsContractCountsAsUndecided() {
        var room = WatchedRoom.started(null);

        room.platform.fail(new IllegalStateException("a defect"));
        room.passes(2);

        assertThat(room.platform.lookUps).isEqualTo(2);
        room.platform.answer(THROTTLED);
        assertThat(room.ended()).isFalse();
    }
}
