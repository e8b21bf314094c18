package dev.danmaku.worker.watch;

import static dev.danmaku.worker.watch.WatchedRoom.NOT_LIVE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.WatchSettings;
import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.metric.Metric;

import org.junit.jupiter.api.Test;

/** A joined room that answers heartbeats and gives no event. */
class QuietRoomTest {
    private static final long PATIENCE = WatchSettings.DEFAULTS.quietAfter().toSeconds();

    @Test
    void aLiveRoomThatFellSilentIsJoinedAnewAndItsGapIsNamed() {
        var room = WatchedRoom.watching();

        beats(room, PATIENCE - 1);
        assertThat(room.platform.lookUps).isZero();
        beats(room, 1);
        assertThat(room.platform.lookUps).isOne();
        room.platform.answerLive("live-1");

        assertThat(room.platform.sessions).hasSize(2);
        assertThat(room.platform.session().attempt).isOne();
        room.passes(2).platform.session().joins();
        assertThat(room.gaps())
                .containsExactly(new Gap(
                        WatchedRoom.START.toEpochMilli(),
                        WatchedRoom.START.plusSeconds(PATIENCE + 2).toEpochMilli(),
                        "silent loss suspected: no event for 300 s of a live stream",
                        null));
        assertThat(room.told).anyMatch(word -> word.startsWith("silent loss suspected"));
        assertThat(Metric.SILENT_LOSSES.counter(room.metrics, "kuaishou").count())
                .isOne();
        assertThat(room.sink.types()).doesNotContain("stream-started");
    }

    @Test
    void aRoomWhoseStreamEndedUnheardEnds() {
        var room = WatchedRoom.watching();

        beats(room, PATIENCE);
        room.platform.answer(NOT_LIVE);
        beats(room, WatchSettings.DEFAULTS.endConfirmInterval().toSeconds());
        room.platform.answer(NOT_LIVE);

        assertThat(room.end()).isInstanceOf(WatchEnd.StreamEnded.class);
        assertThat(room.platform.sessions).hasSize(1);
    }

    @Test
    void aRoomThatStaysQuietIsJoinedAnewMoreAndMoreSeldom() {
        var room = WatchedRoom.watching();
        beats(room, PATIENCE);
        room.platform.answerLive("live-1");
        room.platform.session().joins();

        beats(room, 2 * PATIENCE - 1);
        assertThat(room.platform.lookUps).isOne();
        beats(room, 1);
        assertThat(room.platform.lookUps).isEqualTo(2);
        room.platform.answerLive("live-1");
        room.platform.session().joins();

        room.platform.session().chats("awake");
        beats(room, PATIENCE);
        assertThat(room.platform.lookUps).as("an event restores the patience").isEqualTo(3);
    }

    @Test
    void eventsKeepARoomFromBeingAskedAbout() {
        var room = WatchedRoom.watching();

        for (var i = 0; i < 10; i++) {
            beats(room, PATIENCE - 1);
            room.platform.session().chats("still here");
        }

        assertThat(room.platform.lookUps).isZero();
    }

    @Test
    void whileWeDoNotReadNobodyIsQuiet() {
        var room = WatchedRoom.watching();
        room.sink.full = true;
        room.platform.session().chats("too much");

        room.passes(3 * PATIENCE);
        room.sink.drain();

        assertThat(room.platform.lookUps).isZero();
        beats(room, PATIENCE);
        assertThat(room.platform.lookUps).isOne();
    }

    @Test
    void anUnansweredQuestionClosesNothing() {
        var room = WatchedRoom.watching();

        beats(room, PATIENCE);
        room.platform.answer(WatchedRoom.THROTTLED);

        assertThat(room.platform.sessions).hasSize(1);
        assertThat(room.gaps()).isEmpty();
    }

    private static void beats(WatchedRoom room, long seconds) {
        room.passes(seconds).platform.session().beats();
    }
}
