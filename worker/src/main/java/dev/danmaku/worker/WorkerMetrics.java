package dev.danmaku.worker;

import dev.danmaku.metric.Metric;
import dev.danmaku.registry.TakeAnswer;
import dev.danmaku.room.Platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** What a worker counts. No room is ever a label: there are too many of them. */
final class WorkerMetrics {
    private static final int PHASES = Slot.Phase.values().length;

    private final MeterRegistry meters;
    private final Counter poison;
    private final Timer acks;
    /** By platform and phase. */
    private final AtomicIntegerArray rooms =
            new AtomicIntegerArray(Platform.values().length * PHASES);

    /** Which side of a handover. */
    enum Side {
        GIVEN,
        TAKEN
    }

    /** How a handover ended. */
    enum Result {
        DONE,
        /** Nobody took the room, or it is not to go any more. */
        KEPT,
        /** Who was to take it did not. */
        DECLINED,
        /** The other side fell silent in the middle of it. */
        UNHEARD
    }

    WorkerMetrics(MeterRegistry meters, Slots slots) {
        this.meters = meters;
        this.poison = Metric.JOBS_POISON.counter(meters);
        this.acks = Metric.ACK.timer(meters);
        Metric.SLOTS.gauge(meters, slots, Slots::capacity);
        Metric.SLOTS_HELD.gauge(meters, slots, Slots::held);
        for (var platform : Platform.values()) {
            for (var phase : Slot.Phase.values()) {
                var at = index(platform, phase);
                Metric.WORKER_ROOMS.gauge(
                        meters, rooms, all -> all.get(at), platform.label(), label(phase));
            }
        }
        for (var side : Side.values()) {
            Arrays.stream(Result.values()).forEach(result -> handovers(side, result));
        }
    }

    /** How the worker is, asked at each scrape. */
    void vitals(Worker worker) {
        Metric.BEAT_AGE.gauge(meters, worker, w -> seconds(w.vitals().beatAge()));
        Metric.DRAINING.gauge(meters, worker, w -> w.vitals().draining() ? 1 : 0);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** All rooms that are held now. */
    void rooms(List<Slot> slots) {
        var counts = new int[rooms.length()];
        for (var slot : slots) {
            counts[index(slot.room().platform(), slot.phase())]++;
        }
        for (var i = 0; i < counts.length; i++) {
            rooms.set(i, counts[i]);
        }
    }

    private static int index(Platform platform, Slot.Phase phase) {
        return platform.ordinal() * PHASES + phase.ordinal();
    }

    void taken(Platform platform, TakeAnswer answer) {
        Metric.TAKES
                .counter(
                        meters,
                        platform.label(),
                        answer.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** A room is joined for the first time, so long after its claim. */
    void joined(Platform platform, Duration sinceClaim) {
        Metric.CLAIM_TO_JOINED.timer(meters, platform.label()).record(sinceClaim);
    }

    void handover(Side side, Result result) {
        handovers(side, result).increment();
    }

    private Counter handovers(Side side, Result result) {
        return Metric.HANDOVERS.counter(meters, label(side), label(result));
    }

    void acked(Duration sinceOrder) {
        acks.record(sinceOrder);
    }

    void poison() {
        poison.increment();
    }
}
