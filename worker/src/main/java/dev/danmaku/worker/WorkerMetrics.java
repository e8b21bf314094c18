package dev.danmaku.worker;

import dev.danmaku.registry.TakeAnswer;
import dev.danmaku.room.Platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.Locale;

/** What a worker counts. No room is ever a label: there are too many of them. */
final class WorkerMetrics {
    private final MeterRegistry meters;
    private final Counter poison;

    WorkerMetrics(MeterRegistry meters, Slots slots) {
        this.meters = meters;
        this.poison = meters.counter("danmaku.jobs.poison");
        meters.gauge("danmaku.slots", slots, Slots::capacity);
        meters.gauge("danmaku.slots.held", slots, Slots::held);
    }

    void taken(Platform platform, TakeAnswer answer) {
        meters.counter(
                        "danmaku.takes",
                        "platform",
                        platform.label(),
                        "answer",
                        answer.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .increment();
    }

    void poison() {
        poison.increment();
    }
}
