package dev.danmaku.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

class MetricTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void aMeterHasTheLabelsThatItNames() {
        Metric.EVENTS.counter(registry, "kuaishou", "chat").increment(3);

        assertThat(registry.get("danmaku.events")
                        .tags("platform", "kuaishou", "type", "chat")
                        .counter()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void whoGivesTooFewValuesIsToldTheLabels() {
        assertThatThrownBy(() -> Metric.EVENTS.counter(registry, "kuaishou"))
                .hasMessageContaining("danmaku.events")
                .hasMessageContaining("[platform, type]");
    }

    @Test
    void aGaugeIsStillThereWhenNobodyElseHoldsWhatItAsks() {
        Metric.SLOTS.gauge(registry, new AtomicInteger(1000), AtomicInteger::get);

        System.gc();

        assertThat(registry.get("danmaku.slots").gauge().value()).isEqualTo(1000);
    }

    @Test
    void noMetricHasARoomAsALabel() {
        assertThat(Metric.values())
                .allSatisfy(metric ->
                        assertThat(metric.labels()).doesNotContain("room", "session", "job"));
    }

    @Test
    void eachMeterIsNamedOnce() {
        assertThat(Arrays.stream(Metric.values()).map(Metric::meter)).doesNotHaveDuplicates();
    }
}
