package dev.danmaku.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

class LabelValuesTest {

    @Test
    void whatComesTooLateCountsAsOthersAndTheFirstGoOn() {
        var values = new LabelValues(3);

        var seen = new HashSet<String>();
        IntStream.range(0, 1000).forEach(i -> seen.add(values.of("name" + i)));

        assertThat(seen).containsExactlyInAnyOrder("name0", "name1", "name2", LabelValues.OTHERS);
        assertThat(values.of("name1")).isEqualTo("name1");
    }

    @Test
    void theBoundHoldsForManyThreadsAtOnce() {
        var values = new LabelValues(10);
        var seen = ConcurrentHashMap.<String>newKeySet();

        IntStream.range(0, 20_000).parallel().forEach(i -> seen.add(values.of("n" + i % 500)));

        assertThat(seen).hasSize(11).contains(LabelValues.OTHERS);
    }

    @Test
    void textsThatDifferByTheirNumbersAreOne() {
        var values = new LabelValues(3);

        assertThat(values.ofText("frame of 17 bytes at 4")).isEqualTo("frame of N bytes at N");
        assertThat(values.ofText("frame of 99999 bytes at 0")).isEqualTo("frame of N bytes at N");
    }

    @Test
    void aStrangersNameIsCutAndPrintable() {
        var values = new LabelValues(3);

        assertThat(values.of("a\nb\u0000c\"弹")).isEqualTo("a?b?c\"?");
        assertThat(values.of("x".repeat(5000))).hasSizeLessThan(100);
    }
}
