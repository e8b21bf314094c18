package dev.danmaku.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

class ComboTotalsTest {
    private static final long NOW = 1_790_000_000_000L;

    private final ComboTotals totals = new ComboTotals();

    @Test
    void theLastTotalOfEachComboIsTold() {
        totals.put("a", 1, NOW);
        totals.put("b", 5, NOW + 10);
        totals.put("a", 3, NOW + 20);

        assertThat(totals.all(NOW + 20, NOW + 15))
                .isEqualTo(Map.of("a", new Cut.Counted(3, 5), "b", new Cut.Counted(5, -5)));
    }

    @Test
    void theNumberIsBoundedAndWhatWasSilentForLongestGoes() {
        for (var n = 0; n <= ComboTotals.MAX_COMBOS; n++) {
            totals.put("c" + n, 1, NOW);
            totals.put("c0", n, NOW);
        }

        assertThat(totals.all(NOW, NOW)).hasSize(ComboTotals.MAX_COMBOS);
        assertThat(totals.knows("c0")).isTrue();
        assertThat(totals.knows("c1")).isFalse();
    }

    @Test
    void whatIsOverForLongIsForgotten() {
        totals.put("a", 1, NOW);

        assertThat(totals.all(NOW + ComboTotals.MAX_AGE.toMillis(), NOW)).hasSize(1);
        assertThat(totals.all(NOW + ComboTotals.MAX_AGE.toMillis() + 1, NOW)).isEmpty();
    }
}
