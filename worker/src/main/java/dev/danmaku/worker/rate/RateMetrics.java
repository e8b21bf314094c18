package dev.danmaku.worker.rate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import java.util.Collection;

/**
 * {@code danmaku.rates.written} and {@code danmaku.rates.dropped} parts of seconds and minutes, {@code danmaku.rates.waiting} for a
 * Redis that is away.
 */
final class RateMetrics {
    private final MeterRegistry registry;
    private final Counter written;
    private final Counter dropped;

    RateMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.written = registry.counter("danmaku.rates.written");
        this.dropped = registry.counter("danmaku.rates.dropped");
    }

    void waiting(Collection<?> parts) {
        registry.gaugeCollectionSize("danmaku.rates.waiting", Tags.empty(), parts);
    }

    void written(int parts) {
        written.increment(parts);
    }

    void dropped(int parts) {
        dropped.increment(parts);
    }
}
