package dev.danmaku.worker.sink.output;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.function.ToDoubleFunction;

/**
 * What a sink counts, each with the tag {@code sink}: {@code danmaku.sink.written} events, {@code danmaku.sink.failures} of writes,
 * {@code danmaku.sink.refused} and {@code danmaku.sink.dropped} events, {@code danmaku.sink.waiting} events in lanes, {@code
 * danmaku.sink.spool.bytes}, and {@code danmaku.sink.away}, 1 while its output does not work.
 */
final class OutputMetrics {
    private static final String TAG = "sink";

    private final MeterRegistry registry;
    private final String name;
    private final Counter written;
    private final Counter failures;
    private final Counter refused;
    private final Counter dropped;

    OutputMetrics(MeterRegistry registry, String name) {
        this.registry = registry;
        this.name = name;
        this.written = registry.counter("danmaku.sink.written", TAG, name);
        this.failures = registry.counter("danmaku.sink.failures", TAG, name);
        this.refused = registry.counter("danmaku.sink.refused", TAG, name);
        this.dropped = registry.counter("danmaku.sink.dropped", TAG, name);
    }

    <T> void gauge(String what, T of, ToDoubleFunction<T> value) {
        Gauge.builder("danmaku.sink." + what, of, value).tag(TAG, name).register(registry);
    }

    void written(int events) {
        written.increment(events);
    }

    void failed() {
        failures.increment();
    }

    void refused() {
        refused.increment();
    }

    void dropped(int events) {
        dropped.increment(events);
    }
}
