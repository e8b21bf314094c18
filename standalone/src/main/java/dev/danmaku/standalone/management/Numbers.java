package dev.danmaku.standalone.management;

import dev.danmaku.metric.Metric;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.time.Duration;

/** The meters of a process, with those of its JVM, as Prometheus reads them. */
final class Numbers implements AutoCloseable {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** Whoever asks more often gets the same again: asking costs us nothing. */
    private static final Duration FRESH = Duration.ofMillis(200);

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private String text = "";
    private long readNanos = System.nanoTime() - FRESH.toNanos();

    Numbers(String role, String version, Health health) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        gc.bindTo(registry);
        Metric.BUILD.gauge(registry, this, any -> 1, role, version);
        Metric.LIVE.gauge(registry, health, h -> h.live() ? 1 : 0);
        Metric.READY.gauge(registry, health, h -> h.ready() ? 1 : 0);
        for (var server : new String[] {Names.REDIS, Names.BROKER}) {
            Metric.REACHABLE.gauge(registry, health, h -> reachable(h, server), server);
        }
    }

    private static double reachable(Health health, String server) {
        var signs = health.signs().stream()
                .filter(sign -> sign.name().equals(server))
                .toList();
        return signs.isEmpty() ? Double.NaN : signs.stream().allMatch(Sign::good) ? 1 : 0;
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    /** All of them. To be asked by one thread. */
    String text() {
        var now = System.nanoTime();
        if (now - readNanos >= FRESH.toNanos()) {
            text = registry.scrape();
            readNanos = now;
        }
        return text;
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }
}
