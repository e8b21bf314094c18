package dev.danmaku.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.util.stream.IntStream;

class SpreadTest {
    @Test
    void percentilesAreValuesThatWereMeasured() {
        var millis = IntStream.rangeClosed(1, 200).mapToDouble(i -> 201 - i).toArray();

        var spread = Spread.ofMillis(millis);

        assertThat(spread.percentile(50)).isEqualTo(100);
        assertThat(spread.percentile(99)).isEqualTo(198);
        assertThat(spread.max()).isEqualTo(200);
        assertThat(spread).hasToString("p50 100.0 ms, p99 198.0 ms, max 200.0 ms");
    }

    @Test
    void oneValueIsAllOfThem() {
        var spread = Spread.ofMillis(new double[] {7});

        assertThat(spread.percentile(50)).isEqualTo(7);
        assertThat(spread.percentile(99)).isEqualTo(7);
    }

    @Test
    void nothingMeasuredIsNoFigure() {
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.ofMillis(new double[0]));
    }
}
