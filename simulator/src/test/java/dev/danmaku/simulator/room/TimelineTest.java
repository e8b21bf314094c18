package dev.danmaku.simulator.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.simulator.room.Moment.What;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class TimelineTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void timeBeforeTheFirstJoinAndAfterTheEndIsNobodysFault() {
        var timeline = new Timeline(
                List.of(
                        moment(0, What.LIVE, 0),
                        moment(10, What.JOINED, 1),
                        moment(20, What.CLOSED, 0),
                        moment(23, What.JOINED, 1),
                        moment(30, What.ENDED, 1),
                        moment(31, What.CLOSED, 0)),
                0);

        assertThat(timeline.unwatched(START.plusSeconds(100))).isEqualTo(Duration.ofSeconds(3));
        assertThat(timeline.doublyWatched(START.plusSeconds(100))).isZero();
    }

    @Test
    void anOpenEndLastsUntilNow() {
        var timeline = new Timeline(
                List.of(
                        moment(0, What.LIVE, 0),
                        moment(1, What.JOINED, 1),
                        moment(5, What.JOINED, 2)),
                0);

        assertThat(timeline.doublyWatched(START.plusSeconds(9))).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void aLedgerForgetsTheOldestMoments() {
        var ledger = new Ledger();
        ledger.live(START);
        for (var i = 1; i <= Ledger.MAX_MOMENTS; i++) {
            ledger.joined(START.plusSeconds(i));
        }

        var timeline = ledger.timeline();

        assertThat(timeline.forgotten()).isEqualTo(1);
        assertThat(timeline.moments()).hasSize(Ledger.MAX_MOMENTS);
        assertThat(timeline.moments().getFirst().what()).isEqualTo(What.JOINED);
    }

    private static Moment moment(int seconds, What what, int joined) {
        return new Moment(START.plusSeconds(seconds), what, joined, 0);
    }
}
