package dev.danmaku.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class EpochTest {
    private static final long SEED = 20261121;

    @Test
    void generationCountsBeforeJobAndJobBeforeTerm() {
        var rising = List.of(
                new Epoch(1, 1, 1),
                new Epoch(1, 1, 2),
                new Epoch(1, 1, 10),
                new Epoch(1, 2, 1),
                new Epoch(1, 10, 0),
                new Epoch(2, 1, 1),
                new Epoch(10, 0, 0));
        var shuffled = new ArrayList<>(rising);
        Collections.shuffle(shuffled, new Random(SEED));

        assertThat(shuffled.stream().sorted()).containsExactlyElementsOf(rising);
    }

    @Test
    void equalEpochsAreNeitherBeforeNorAfter() {
        assertThat(new Epoch(1, 2, 3)).isEqualByComparingTo(new Epoch(1, 2, 3));
    }

    @Test
    void itIsWrittenAsTheSchemaSays() {
        assertThat(new Epoch(1789999999000L, 1790000000001L, 2))
                .hasToString("1789999999000-1790000000001-2");
    }
}
