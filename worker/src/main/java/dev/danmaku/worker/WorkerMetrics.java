package dev.danmaku.worker;

import dev.danmaku.registry.TakeAnswer;
import dev.danmaku.room.Platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.Locale;
import java.util.function.IntSupplier;

/** What a worker counts. No room is ever a label: there are too many of them. */
final class WorkerMetrics {
    private final MeterRegistry meters;
    private final Counter poison;

    WorkerMetrics(MeterRegistry meters, int capacity, IntSupplier held) {
        this.meters = meters;
        this.poison = meters.counter("danmaku.jobs.poison");
        meters.gauge("danmaku.slots", capacity);
        meters.gauge("danmaku.slots.held", held, IntSupplier::getAsInt);
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
