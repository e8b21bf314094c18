package dev.danmaku.dispatcher;

import dev.danmaku.registry.PatrolAnswer.Why;
import dev.danmaku.room.Platform;

import io.micrometer.core.instrument.MeterRegistry;

import java.util.Locale;

/** What a dispatcher counts, by platform. */
final class DispatcherMetrics {
    private final MeterRegistry meters;

    DispatcherMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void rejected(Platform platform) {
        meters.counter("danmaku.ids.rejected", "platform", platform.label()).increment();
    }

    void confirmed(int jobs) {
        meters.counter("danmaku.jobs.confirmed").increment(jobs);
    }

    void released(int jobs) {
        meters.counter("danmaku.jobs.released").increment(jobs);
    }

    void found(Platform platform, Why why) {
        meters.counter(
                        "danmaku.repairs",
                        "platform",
                        platform.label(),
                        "why",
                        why.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
