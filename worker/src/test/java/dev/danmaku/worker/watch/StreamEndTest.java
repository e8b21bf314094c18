package dev.danmaku.worker.watch;

import static dev.danmaku.worker.watch.WatchedRoom.NOT_LIVE;
import static dev.danmaku.worker.watch.WatchedRoom.THROTTLED;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.EventBody;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.SessionEnd;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** Hints make the platform's API be asked; only its word, twice, ends a stream. */
class StreamEndTest {
    private static final Lookup THROTTLED_LONG =
            new Lookup.Undecided("throttled", Duration.ofMinutes(2));

    @Test
    void aHintedEndIsConfirmedTwiceAnIntervalApart() {
        var room = WatchedRoom.watching();

        room.platform.session().hintsEnd("303");
        room.passes(1);
        assertThat(room.platform.lookUps).isZero();
        room.passes(1);
        room.platform.answer(NOT_LIVE);
        room.passes(29);
        assertThat(room.platform.lookUps).isEqualTo(1);
        assertThat(room.platform.openSockets()).isEqualTo(1);
        room.passes(1);
        assertThat(room.ended()).isFalse();
        room.platform.answer(NOT_LIVE);

        assertThat(room.end()).isEqualTo(new WatchEnd.StreamEnded("result 671"));
        assertThat(room.platform.openSockets()).isZero();
        assertThat(room.sink.types()).containsExactly("chat", "stream-ended");
        assertThat(room.sink.events.getLast().body())
                .isEqualTo(new EventBody.StreamEnd("result 671"));
    }

    @Test
    void fromThePlatformsLastSignToTheEndItTakesUnder45Seconds() {
        var room = WatchedRoom.watching();
        room.platform.session().isLost();
        var lastSign = room.clock.instant();
        room.passes(Duration.ofMillis(500));
        // the reconnect is accepted, but silent until the join times out
        room.passes(10);
        room.platform.session().ends(new SessionEnd.Silent(Duration.ofSeconds(10)));

        while (!room.ended()) {
            room.passes(Duration.ofMillis(100));
            if (room.platform.openQuestions() > 0) {
                room.platform.answer(NOT_LIVE);
            }
        }

        assertThat(room.end()).isInstanceOf(WatchEnd.StreamEnded.class);
        assertThat(Duration.between(lastSign, room.clock.instant()))
                .isLessThan(Duration.ofSeconds(45));
    }

    @Test
    void aSocketThatThePlatformClosesWithAHintIsConfirmedToo() {
        var room = WatchedRoom.watching();

        room.platform.session().ends(new SessionEnd.StreamEnded("303, close 1000"));
        room.passes(2);
        room.platform.answer(NOT_LIVE);
        room.passes(30);
        room.platform.answer(NOT_LIVE);

        assertThat(room.end()).isEqualTo(new WatchEnd.StreamEnded("result 671"));
        // no reconnect in vain in between, and no gap: the stream is over
        assertThat(room.platform.sessions).hasSize(1);
        assertThat(room.sink.types()).containsExactly("chat", "stream-ended");
    }

    @Test
    void aHintThatTheApiDeniesChangesNothing() {
        var room = WatchedRoom.watching();

        room.platform.session().hintsEnd("303");
        room.passes(2);
        room.platform.answerLive("live-1");
        room.passes(120);

        assertThat(room.platform.sessions).hasSize(1);
        assertThat(room.platform.lookUps).isEqualTo(1);
        assertThat(room.sink.types()).containsExactly("chat");
        assertThat(room.told).containsExactly("joined", "found live-1");
    }

    @Test
    void hintsInARowDoNotFloodTheApi() {
        var room = WatchedRoom.watching();

        for (var second = 0; second < 60; second++) {
            room.platform.session().hintsEnd("303");
            room.passes(1);
            if (room.platform.openQuestions() > 0) {
                room.platform.answerLive("live-1");
            }
        }

        assertThat(room.platform.lookUps).isBetween(5, 6);
    }

    @Test
    void aSocketLostWhileAHintIsPendingIsJoinedAgainWhenTheStreamGoesOn() {
        var room = WatchedRoom.watching();
        room.platform.session().hintsEnd("303");
        room.platform.session().isLost();
        assertThat(room.platform.sessions).hasSize(1);

        room.passes(2);
        room.platform.answerLive("live-1");

        assertThat(room.platform.sessions).hasSize(2);
    }

    @Test
    void anAnswerThatItIsLiveAgainBetweenTheTwoGoesOnWithAReconnect() {
        var room = WatchedRoom.watching();
        room.platform.session().ends(new SessionEnd.StreamEnded("303"));
        room.passes(2);
        room.platform.answer(NOT_LIVE);
        room.passes(30);

        room.platform.answerLive("live-1");
        room.platform.session().joins().beats();
        room.passes(60);

        assertThat(room.ended()).isFalse();
        assertThat(room.gaps()).hasSize(1);

        // and the next end needs two answers of its own
        room.platform.session().hintsEnd("303");
        room.passes(2);
        room.platform.answer(NOT_LIVE);
        assertThat(room.ended()).isFalse();
    }

    @Test
    void undecidedAnswersNeverEndAStream() {
        var room = WatchedRoom.watching();
        room.platform.session().hintsEnd("303");
        room.passes(2);

        for (var i = 0; i < 50; i++) {
            room.platform.answer(THROTTLED);
            room.platform.session().beats();
            room.passes(30);
        }

        assertThat(room.ended()).isFalse();
        assertThat(room.platform.openSockets()).isEqualTo(1);
    }

    @Test
    void anUndecidedAnswerBetweenTheTwoNeitherConfirmsNorDenies() {
        var room = WatchedRoom.watching();
        room.platform.session().ends(new SessionEnd.StreamEnded("303"));
        room.passes(2);
        room.platform.answer(NOT_LIVE);
        room.passes(30);

        room.platform.answer(THROTTLED);
        assertThat(room.ended()).isFalse();
        room.passes(2);
        room.platform.answer(NOT_LIVE);

        assertThat(room.end()).isInstanceOf(WatchEnd.StreamEnded.class);
        assertThat(room.platform.sessions).hasSize(1);
    }

    @Test
    void aSocketLostWhileAThrottledApiIsLeftAloneIsJoinedAgainMeanwhile() {
        var room = WatchedRoom.watching();
        room.platform.session().hintsEnd("303");
        room.passes(2);
        room.platform.answer(THROTTLED_LONG);

        room.platform.session().isLost();
        room.passes(1);

        assertThat(room.platform.sessions).hasSize(2);
        assertThat(room.platform.lookUps).isEqualTo(1);
    }

    @Test
    void aNewBroadcastEndsTheOldOneAndStartsTheNew() {
        var room = WatchedRoom.watching();
        room.platform.closesAtOnce = false;
        room.platform.session().hintsEnd("303");
        room.passes(2);

        room.platform.answerLive("live-2");
        var old = room.platform.session();
        assertThat(old.closing).isTrue();
        assertThat(room.platform.sessions).hasSize(1);
        old.chats("good-bye");
        old.ends(new SessionEnd.ClosedByUs());
        room.platform.session().joins().chats("welcome");

        assertThat(room.sink.types())
                .containsExactly("chat", "chat", "stream-ended", "stream-started", "gap", "chat");
        assertThat(room.sink.events)
                .extracting(e -> e.live())
                .containsExactly("live-1", "live-1", "live-1", "live-2", "live-2", "live-2");
        assertThat(room.platform.session().found.live()).isEqualTo("live-2");
        assertThat(room.ended()).isFalse();
    }

    @Test
    void aNewBroadcastFoundWithoutASocketIsJoinedAtOnce() {
        var room = WatchedRoom.watching();
        room.platform.session().ends(new SessionEnd.StreamEnded("303"));
        room.passes(2);

        room.platform.answerLive("live-2");

        assertThat(room.sink.types()).containsExactly("chat", "stream-ended", "stream-started");
        assertThat(room.platform.session().found.live()).isEqualTo("live-2");
    }

    @Test
    void aKnownRoomThatIsRefusedAndNotLiveHasEnded() {
        var room = WatchedRoom.started(FakePlatform.found("live-1", "old"));
        room.platform.session().isRefused();
        room.passes(Duration.ZERO);
        room.platform.answer(NOT_LIVE);
        room.passes(30);
        room.platform.answer(NOT_LIVE);

        assertThat(room.end()).isEqualTo(new WatchEnd.StreamEnded("result 671"));
        assertThat(room.sink.types()).containsExactly("stream-ended");
    }

    @Test
    void twoHoldersGiveAStreamsEndTheSameKey() {
        var one = new OwnEvents(WatchedRoom.ROOM).streamEnded(1_000, "live-1", "result 671");
        var other = new OwnEvents(WatchedRoom.ROOM).streamEnded(2_000, "live-1", "result 677");
        var next = new OwnEvents(WatchedRoom.ROOM).streamEnded(2_000, "live-2", "result 677");

        assertThat(one.key()).startsWith("h:").isEqualTo(other.key()).isNotEqualTo(next.key());
    }
}
