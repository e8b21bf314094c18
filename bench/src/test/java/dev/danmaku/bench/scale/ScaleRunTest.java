package dev.danmaku.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** The scenarios of the large run, small: what must hold does not depend on the size. */
class ScaleRunTest {
    private static final int WORKERS = 20;
    private static final int ROOMS = 2_000;
    private static final double CONNECTS_PER_SECOND = 10;
    /** The budget catches up a tenth of a second where its timer fired late, and a second has two edges. */
    private static final double CATCH_UP = 0.1;

    @Test
    void everyRoomIsWatchedOnceAndNoWorkerPassesItsConnectBudget() {
        var episodes = ScaleRun.episodes(
                WORKERS, ROOMS, CONNECTS_PER_SECOND, Duration.ofMinutes(10), episode -> {});

        assertThat(episodes).hasSize(4).allSatisfy(episode -> {
            assertThat(episode.healed()).isTrue();
            assertThat(episode.doubled()).isZero();
            assertThat(episode.workerPeak())
                    .isBetween(1, (int) (CONNECTS_PER_SECOND * (1 + CATCH_UP)) + 1);
        });
        assertThat(episodes.get(0).connects()).isEqualTo(ROOMS);
        assertThat(episodes.get(1).unwatchedMost()).isPositive();
        assertThat(episodes.get(2).unwatchedMost())
                .as("an upgrade hands every room over without a gap")
                .isZero();
        assertThat(episodes.get(3).unwatchedMost()).isEqualTo(ROOMS);
    }
}
