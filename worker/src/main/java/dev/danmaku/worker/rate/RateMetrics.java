package dev.danmaku.worker.rate;

import dev.danmaku.metric.Metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.Collection;

/** Parts of seconds and minutes: told to Redis, dropped, and waiting for a Redis that is away. */
final class RateMetrics {
    private final MeterRegistry registry;
    private final Counter written;
    private final Counter dropped;

    RateMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.written = Metric.RATES_WRITTEN.counter(registry);
        this.dropped = Metric.RATES_DROPPED.counter(registry);
    }

    void waiting(Collection<?> parts) {
        Metric.RATES_WAITING.gauge(registry, parts, Collection::size);
    }

    void written(int parts) {
        written.increment(parts);
    }

    void dropped(int parts) {
        dropped.increment(parts);
    }
}
