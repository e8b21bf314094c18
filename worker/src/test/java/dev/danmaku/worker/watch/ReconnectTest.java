package dev.danmaku.worker.watch;

import static dev.danmaku.worker.watch.WatchedRoom.NOT_LIVE;
import static dev.danmaku.worker.watch.WatchedRoom.ROOM;
import static dev.danmaku.worker.watch.WatchedRoom.THROTTLED;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.metric.Metric;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.SessionEnd;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

/** Lost, silent, malformed, refused: what is done about them, and when it is given up. */
class ReconnectTest {
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    @Test
    void aLostSocketIsJoinedAgainAtTheNextHostWithoutAskingThePlatform() {
        var room = WatchedRoom.watching();

        room.platform.session().isLost();
        assertThat(room.platform.sessions).hasSize(1);
        room.passes(HALF_A_SECOND);

        assertThat(room.platform.sessions).hasSize(2);
        assertThat(room.platform.session().attempt).isEqualTo(1);
        assertThat(room.platform.lookUps).isZero();
        assertThat(room.told).containsExactly("joined", "lost: connection reset");
    }

    @Test
    void silentAndMalformedSocketsAreJoinedAgainJustSo() {
        var room = WatchedRoom.watching();
        room.platform.session().ends(new SessionEnd.Silent(Duration.ofSeconds(60)));
        room.passes(HALF_A_SECOND);
        room.platform.session().joins().beats().ends(new SessionEnd.Malformed("zip bomb"));
        room.passes(HALF_A_SECOND);

        assertThat(room.platform.sessions).hasSize(3);
        assertThat(room.told)
                .containsExactly("joined", "silent for 60 s", "joined", "malformed: zip bomb");
    }

    @Test
    void theBackOffDoublesUntilAMessageIsHandledAndNotWhenOnlyAJoinSucceeds() {
        var room = WatchedRoom.watching();
        room.platform.session().isLost();
        room.passes(HALF_A_SECOND);

        // joined, but nothing handled: the second failure in a row, so the API is asked
        room.platform.session().joins().isLost();
        room.passes(Duration.ofSeconds(2));
        room.platform.answerLive("live-1");
        // third: half a second, doubled twice
        room.platform.session().joins().isLost();
        assertThat(room.timer.untilNext())
                .isBetween(Duration.ofMillis(1999), Duration.ofSeconds(2));
        room.passes(Duration.ofSeconds(2));

        room.platform.session().joins().beats().isLost();
        assertThat(room.timer.untilNext()).isBetween(Duration.ofMillis(499), HALF_A_SECOND);
    }

    @Test
    void theApiIsAskedAfterTheFirstReconnectThatFails() {
        var room = WatchedRoom.watching();
        room.platform.session().isLost();
        room.passes(HALF_A_SECOND);
        assertThat(room.platform.lookUps).isZero();

        room.platform.session().isLost();
        room.passes(2);
        assertThat(room.platform.lookUps).isEqualTo(1);

        room.platform.answerLive("live-1");
        assertThat(room.platform.session().found.token()).isEqualTo("fresh");
        assertThat(room.told).contains("found live-1");
    }

    @Test
    void aRefusedJoinIsLookedUpAnewAtOnceAndTriedWithTheFreshToken() {
        var room = WatchedRoom.started(FakePlatform.found("live-1", "old"));

        room.platform.session().isRefused();
        room.passes(Duration.ZERO);
        assertThat(room.platform.lookUps).isEqualTo(1);
        room.platform.answerLive("live-1");

        assertThat(room.platform.session().found.token()).isEqualTo("fresh");
    }

    @Test
    void aJoinRefusedAgainIsLookedUpAnewAfterABackOff() {
        var room = WatchedRoom.started(FakePlatform.found("live-1", "old"));
        room.platform.session().isRefused();
        room.passes(Duration.ZERO);
        room.platform.answerLive("live-1");

        room.platform.session().isRefused();
        room.passes(1);
        assertThat(room.platform.lookUps).isEqualTo(1);
        room.passes(1);
        assertThat(room.platform.lookUps).isEqualTo(2);
    }

    @Test
    void whatWasRefusedIsNeverJoinedWithAgain() {
        var room = WatchedRoom.started(FakePlatform.found("live-1", "old"));
        room.platform.session().isRefused();
        room.passes(Duration.ZERO);

        room.platform.answer(THROTTLED);
        room.passes(2);
        room.platform.answer(THROTTLED);
        room.passes(60);

        assertThat(room.platform.sessions).hasSize(1);
    }

    @Test
    void anUndecidedFirstAnswerIsAskedAgainAndNeverAnEnd() {
        var room = WatchedRoom.started(null);

        for (var i = 0; i < 8; i++) {
            room.platform.answer(THROTTLED);
            assertThat(room.ended()).isFalse();
            room.passes(30);
        }
        room.platform.answerLive("live-1");

        assertThat(room.platform.sessions).hasSize(1);
    }

    @Test
    void thePlatformIsLeftAloneForAsLongAsItWants() {
        var room = WatchedRoom.started(null);

        room.platform.answer(new Lookup.Undecided("throttled", Duration.ofMinutes(2)));
        room.passes(119);
        assertThat(room.platform.lookUps).isEqualTo(1);
        room.passes(1);
        assertThat(room.platform.lookUps).isEqualTo(2);
    }

    @Test
    void aLostRoomWhoseStateIsUndecidedIsJoinedAgainWithWhatIsKnown() {
        var room = WatchedRoom.watching();
        room.platform.session().isLost();
        room.passes(HALF_A_SECOND);
        room.platform.session().isLost();
        room.passes(2);

        room.platform.answer(new Lookup.Undecided("throttled", Duration.ofMinutes(2)));
        room.passes(1);
        assertThat(room.platform.sessions).hasSize(3);

        // while the platform wants rest, failures in a row do not make it be asked
        for (var i = 0; i < 4; i++) {
            room.platform.session().isLost();
            room.passes(20);
        }
        assertThat(room.platform.lookUps).isEqualTo(1);
        assertThat(room.platform.sessions).hasSize(7);
    }

    @Test
    void aRoomThatStaysUnheardIsGivenUpAndParked() {
        var room = WatchedRoom.watching();
        room.passes(3600);

        room.platform.session().isLost();
        var lostAt = room.clock.instant();
        while (!room.ended()) {
            room.passes(1);
            if (room.platform.openQuestions() > 0) {
                room.platform.answerLive("live-1");
            }
            if (room.platform.openSockets() > 0) {
                room.platform.session().joins().isLost();
            }
        }

        var tried = Duration.between(lostAt, room.clock.instant());
        assertThat(tried).isBetween(Duration.ofSeconds(265), Duration.ofMinutes(5));
        assertThat(room.end()).isInstanceOfSatisfying(WatchEnd.GivenUp.class, end -> {
            assertThat(end.parkFor()).isEqualTo(Duration.ofMinutes(10));
            assertThat(end.reason()).contains("lost: connection reset");
        });
        assertThat(room.sink.types()).doesNotContain("stream-ended");
    }

    @Test
    void aRoomIsParkedAtOnceForAsLongAsThePlatformWantsRestWhenThatIsLongerThanItsPatience() {
        var room = WatchedRoom.started(null);

        room.platform.answer(new Lookup.Undecided("captcha", Duration.ofHours(1)));

        assertThat(room.end()).isInstanceOfSatisfying(WatchEnd.GivenUp.class, end -> {
            assertThat(end.parkFor()).isEqualTo(Duration.ofHours(1));
            assertThat(end.reason()).contains("undecided: captcha");
        });
    }

    @Test
    void waitingForAnAnswerIsNoFailureOfTheRoom() {
        var room = WatchedRoom.started(null);

        room.passes(3600);
        room.platform.answer(THROTTLED);

        assertThat(room.ended()).isFalse();
    }

    @Test
    void aRoomThatNeverWasLiveEndsAsSuchOnlyAfterTheSecondAnswer() {
        var room = WatchedRoom.started(null);

        room.platform.answer(NOT_LIVE);
        room.passes(29);
        assertThat(room.platform.lookUps).isEqualTo(1);
        room.passes(1);
        assertThat(room.ended()).isFalse();
        room.platform.answer(NOT_LIVE);

        assertThat(room.end()).isEqualTo(new WatchEnd.NotLive("result 671"));
        assertThat(room.sink.events).isEmpty();
    }

    @Test
    void sessionsThatEndAreCountedByCause() {
        var room = WatchedRoom.watching();
        room.platform.session().isLost();
        room.passes(HALF_A_SECOND);
        room.platform.session().isRefused();

        var ended = Map.of("lost", 1.0, "refused", 1.0, "silent", 0.0);
        ended.forEach((cause, count) -> assertThat(Metric.SESSIONS_ENDED
                        .counter(room.metrics, ROOM.platform().label(), cause)
                        .count())
                .as(cause)
                .isEqualTo(count));
    }
}
