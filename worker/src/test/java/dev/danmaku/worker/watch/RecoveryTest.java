package dev.danmaku.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.WatchSettings;
import dev.danmaku.platforms.SessionEnd;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class RecoveryTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final WatchSettings SETTINGS = WatchSettings.DEFAULTS;
    private static final SessionEnd LOST = new SessionEnd.Lost("reset");

    private static Trouble failures(int count) {
        var trouble = Trouble.NONE;
        for (var i = 0; i < count; i++) {
            trouble = trouble.failed(NOW);
        }
        return trouble;
    }

    @Test
    void theBackOffDoublesUpToTheLongestAndNeverOverflows() {
        assertThat(Recovery.backOff(1, SETTINGS, 1)).isEqualTo(Duration.ofMillis(500));
        assertThat(Recovery.backOff(2, SETTINGS, 1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Recovery.backOff(6, SETTINGS, 1)).isEqualTo(Duration.ofSeconds(16));
        assertThat(Recovery.backOff(7, SETTINGS, 1)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Recovery.backOff(Integer.MAX_VALUE, SETTINGS, 1))
                .isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void jitterTakesAnyPartOfTheBackOff() {
        assertThat(Recovery.backOff(7, SETTINGS, 0)).isZero();
        assertThat(Recovery.backOff(7, SETTINGS, 0.5)).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void aQuestionToTheApiWaitsAtLeastTheConfirmDelayWhateverTheJitter() {
        assertThat(Recovery.question(1, SETTINGS, 0)).isEqualTo(Duration.ofSeconds(2));
        assertThat(Recovery.question(7, SETTINGS, 1)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void everySecondLossInARowAsksTheApi() {
        assertThat(Recovery.after(LOST, failures(1), NOW, SETTINGS, 1))
                .isEqualTo(new Recovery.Reconnect(Duration.ofMillis(500)));
        assertThat(Recovery.after(LOST, failures(2), NOW, SETTINGS, 1))
                .isEqualTo(new Recovery.ConfirmEnd(Duration.ofSeconds(2)));
        assertThat(Recovery.after(LOST, failures(3), NOW, SETTINGS, 1))
                .isEqualTo(new Recovery.Reconnect(Duration.ofSeconds(2)));
        assertThat(Recovery.after(LOST, failures(4), NOW, SETTINGS, 1))
                .isEqualTo(new Recovery.ConfirmEnd(Duration.ofSeconds(4)));
    }

    @Test
    void aStepThatWouldBeginAtTheDeadlineParksAndOneBeforeDoesNot() {
        var trouble = failures(1);
        var justInTime = NOW.plus(SETTINGS.giveUpAfter()).minusMillis(501);

        assertThat(Recovery.after(LOST, trouble, justInTime, SETTINGS, 1))
                .isInstanceOf(Recovery.Reconnect.class);
        assertThat(Recovery.after(LOST, trouble, justInTime.plusMillis(1), SETTINGS, 1))
                .isEqualTo(new Recovery.Park(
                        "lost: reset (nothing handled within 300 s)", SETTINGS.parkFor()));
    }

    @Test
    void aRefusalWaitsForAsLongAsThePlatformWantsToBeLeftAlone() {
        var trouble = Trouble.NONE.undecided(NOW, Duration.ofMinutes(2), true).refused(NOW);

        assertThat(Recovery.after(new SessionEnd.Refused("token"), trouble, NOW, SETTINGS, 1))
                .isEqualTo(new Recovery.ResolveAgain(Duration.ofMinutes(2)));
    }

    @Test
    void onlyAHandledMessageResetsTheCounters() {
        var trouble = failures(3).refused(NOW).decided();
        assertThat(trouble.failures()).isEqualTo(4);
        assertThat(trouble.since()).isEqualTo(NOW);

        assertThat(trouble.heard()).isEqualTo(Trouble.NONE);
    }
}
