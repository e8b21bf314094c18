package dev.danmaku.worker.sink.output;

import dev.danmaku.metric.Metric;
import dev.danmaku.worker.sink.EventHandoff;
import dev.danmaku.worker.sink.SinkMetrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What a sink over an output counts. */
final class OutputMetrics {
    private final MeterRegistry registry;
    private final String name;
    private final SinkMetrics shared;
    private final Counter refused;
    private final Counter dropped;

    OutputMetrics(MeterRegistry registry, String name) {
        this.registry = registry;
        this.name = name;
        this.shared = new SinkMetrics(registry, name);
        this.refused = Metric.SINK_REFUSED.counter(registry, name);
        this.dropped = Metric.SINK_DROPPED.counter(registry, name);
    }

    void watch(EventHandoff<?> handoff, Spool spool, OutputWriter writer) {
        shared.watch(handoff);
        shared.watch(writer::away);
        Metric.SINK_SPOOL.gauge(registry, spool, Spool::bytes, name);
    }

    void written(int events) {
        shared.written(events);
    }

    void failed() {
        shared.failed();
    }

    void refused() {
        refused.increment();
    }

    void dropped(int events) {
        dropped.increment(events);
    }
}
