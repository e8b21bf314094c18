package dev.danmaku.platforms.kuaishou;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CombosTest {
    private static final long NOW = 1_769_426_405_510L;

    private final Combos combos = new Combos();

    @Test
    void aComboCountsWhatEachPushAdds() {
        assertThat(combos.added("k", 1, 1, 300_000, NOW)).isEqualTo(1);
        assertThat(combos.added("k", 2, 1, 300_000, NOW)).isEqualTo(1);
        assertThat(combos.added("k", 5, 1, 300_000, NOW)).isEqualTo(3);
    }

    @Test
    void theFirstPushOfABatchCountsTheBatch() {
        assertThat(combos.added("k", 1, 10, 300_000, NOW)).isEqualTo(10);
    }

    @Test
    void aComboMetLateCountsWhole() {
        assertThat(combos.added("k", 7, 1, 300_000, NOW)).isEqualTo(7);
    }

    @Test
    void aPushThatComesTwiceOrLateAddsNothing() {
        combos.added("k", 5, 1, 300_000, NOW);

        assertThat(combos.added("k", 5, 1, 300_000, NOW)).isZero();
        assertThat(combos.added("k", 3, 1, 300_000, NOW)).isNegative();
        assertThat(combos.added("k", 6, 1, 300_000, NOW)).isEqualTo(1);
    }

    @Test
    void anExpiredComboStartsAnew() {
        combos.added("k", 5, 1, 1_000, NOW);

        assertThat(combos.added("k", 6, 1, 1_000, NOW + 1_000)).isEqualTo(1);
        assertThat(combos.added("k", 2, 1, 1_000, NOW + 2_001)).isEqualTo(2);
    }

    @Test
    void withoutAnExpiryAComboLastsFiveMinutes() {
        combos.added("k", 5, 1, 0, NOW);

        assertThat(combos.added("k", 5, 1, 0, NOW + 300_000)).isZero();
        assertThat(combos.added("k", 5, 1, 0, NOW + 300_001)).isEqualTo(5);
    }

    @Test
    void manyCombosAreBounded() {
        for (var i = 0; i < 3 * Combos.MAX_COMBOS; i++) {
            combos.added("k" + i, 2, 1, Long.MAX_VALUE, NOW);
        }

        assertThat(combos.size()).isEqualTo(Combos.MAX_COMBOS);
        assertThat(combos.added("k0", 2, 1, 0, NOW)).isEqualTo(2);
        assertThat(combos.added("k2999", 2, 1, 0, NOW)).isZero();
    }

    @Test
    void expiredCombosAreForgotten() {
        for (var i = 0; i < 100; i++) {
            combos.added("k" + i, 2, 1, 1_000, NOW);
        }

        combos.added("last", 1, 1, 1_000, NOW + 1_001);

        assertThat(combos.size()).isEqualTo(1);
    }
}
