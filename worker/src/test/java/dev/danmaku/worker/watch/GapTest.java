package dev.danmaku.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.WatchSettings;
import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.SessionEnd;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** Every interval without data is one gap, from the last handled frame to the next join. */
class GapTest {

    private static long at(long seconds) {
        return WatchedRoom.START.plusSeconds(seconds).toEpochMilli();
    }

    @Test
    void aReconnectIsOneGapFromTheLastFrameToTheJoin() {
        var room = WatchedRoom.watching();
        room.passes(10).platform.session().beats();
        room.passes(5).platform.session().isLost();
        room.passes(3).platform.session().joins();

        assertThat(room.gaps())
                .containsExactly(new Gap(at(10), at(18), "lost: connection reset", null));
        var event = room.sink.events.getLast();
        assertThat(event.at()).isEqualTo(at(18));
        assertThat(event.key()).startsWith("h:");
        assertThat(event.live()).isEqualTo("live-1");
    }

    @Test
    void severalFailuresInARowAreOneGapWithTheFirstCause() {
        var room = WatchedRoom.watching();
        room.passes(1).platform.session().ends(new SessionEnd.Silent(Duration.ofSeconds(60)));
        room.passes(1).platform.session().isLost();
        room.passes(2).platform.answerLive("live-1");
        room.platform.session().isRefused();
        room.passes(1).platform.answerLive("live-1");
        room.passes(4).platform.session().joins();

        assertThat(room.gaps()).containsExactly(new Gap(at(0), at(9), "silent for 60 s", null));
    }

    @Test
    void aSocketThatJoinsAndIsLostAgainMakesTwoGapsThatTouch() {
        var room = WatchedRoom.watching();
        room.platform.session().isLost();
        room.passes(1).platform.session().joins();
        room.passes(1).platform.session().isLost();
        room.passes(2).platform.answerLive("live-1");
        room.passes(1).platform.session().joins();

        assertThat(room.gaps())
                .extracting(Gap::from, Gap::to)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(at(0), at(1)),
                        org.assertj.core.groups.Tuple.tuple(at(1), at(5)));
    }

    @Test
    void theFirstJoinOfAWellRoomIsNoGap() {
        var room = WatchedRoom.started(null);
        room.passes(5).platform.answerLive("live-1");
        room.passes(5).platform.session().joins();

        assertThat(room.gaps()).isEmpty();
    }

    @Test
    void aLiveRoomWhoseFirstJoinFailsLacksDataFromTheStart() {
        var room = WatchedRoom.started(FakePlatform.found("live-1", "old"));
        room.passes(3).platform.session().isLost();
        room.passes(1).platform.session().joins();

        assertThat(room.gaps())
                .containsExactly(new Gap(at(0), at(4), "lost: connection reset", null));
    }

    @Test
    void aRoomThatIsClosedBeforeItResumedEndsWithItsGap() {
        var room = WatchedRoom.watching();
        room.platform.session().isLost();
        room.passes(Duration.ofMillis(300));

        room.watch.close("drain");

        assertThat(room.gaps())
                .containsExactly(new Gap(at(0), at(0) + 300, "lost: connection reset", null));
        assertThat(room.end()).isEqualTo(new WatchEnd.Closed("drain"));
    }

    @Test
    void aRoomThatIsClosedWhileAllIsWellHasNoGap() {
        var room = WatchedRoom.watching();
        room.passes(5);

        room.watch.close("drain");

        assertThat(room.gaps()).isEmpty();
    }

    @Test
    void aRoomThatIsGivenUpEndsWithItsGap() {
        var room = WatchedRoom.watching();
        room.platform.session().isRefused();
        room.passes(1);
        room.platform.answer(new Lookup.Undecided("captcha", Duration.ofHours(1)));

        assertThat(room.end()).isInstanceOf(WatchEnd.GivenUp.class);
        assertThat(room.gaps())
                .containsExactly(new Gap(at(0), at(1), "refused: token expired", null));
        assertThat(WatchSettings.DEFAULTS.parkFor()).isLessThan(Duration.ofHours(1));
    }

    @Test
    void gapsOfDifferentTimesHaveDifferentKeysAndTheSameGapAlwaysTheSame() {
        var own = new OwnEvents(WatchedRoom.ROOM);

        assertThat(own.gap(1, 2, "lost", "live").key())
                .isEqualTo(own.gap(1, 2, "lost", "other").key())
                .isNotEqualTo(own.gap(1, 3, "lost", "live").key());
    }
}
