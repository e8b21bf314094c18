package dev.danmaku.worker.sink;

import dev.danmaku.metric.Metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.function.BooleanSupplier;

/** What every sink counts, under its name. */
public final class SinkMetrics {
    private static final double NANOS = 1e9;

    private final MeterRegistry registry;
    private final String name;
    private final Counter written;
    private final Counter failures;

    public SinkMetrics(MeterRegistry registry, String name) {
        this.registry = registry;
        this.name = name;
        this.written = Metric.SINK_WRITTEN.counter(registry, name);
        this.failures = Metric.SINK_FAILURES.counter(registry, name);
    }

    /** What waits in the lanes, and for how long. */
    public void watch(EventHandoff<?> handoff) {
        Metric.SINK_WAITING.gauge(registry, handoff, EventHandoff::depth, name);
        Metric.SINK_LAG.gauge(registry, handoff, h -> h.oldestNanos() / NANOS, name);
    }

    /** Whether the sink cannot write. */
    public void watch(BooleanSupplier away) {
        Metric.SINK_AWAY.gauge(registry, away, is -> is.getAsBoolean() ? 1 : 0, name);
    }

    public void written(int events) {
        written.increment(events);
    }

    public void failed() {
        failures.increment();
    }
}
