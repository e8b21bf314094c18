package dev.danmaku.store.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MostFrequentTest {
    private static final class Tally {
        final String key;
        long count;

        Tally(String key) {
            this.key = key;
        }
    }

    @Test
    void theFrequentOnesStayWhateverComesBetween() {
        var most = new MostFrequent<>(100, Tally::new, (Tally tally) -> tally.count);
        for (var i = 0; i < 10_000; i++) {
            most.of("rare " + i).count++;
            most.of("often " + i % 5).count++;
            assertThat(most.size()).isLessThanOrEqualTo(100);
        }

        assertThat(most.forgot()).isTrue();
        assertThat(most.highest(5)).allMatch(tally -> tally.key.startsWith("often"));
        assertThat(most.highest(5)).allMatch(tally -> tally.count == 2000);
    }
}
