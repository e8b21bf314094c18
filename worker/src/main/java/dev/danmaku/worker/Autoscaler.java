package dev.danmaku.worker;

import dev.danmaku.worker.autoscale.Autoscale;
import dev.danmaku.worker.autoscale.Decision;
import dev.danmaku.worker.autoscale.Strain;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.function.Supplier;

/** Looks how the process is, once a second, and has as many slots as it bears. Owned by the worker thread. */
final class Autoscaler {
    private static final Logger LOG = LoggerFactory.getLogger(Autoscaler.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final WorkerThread worker;
    private final Slots slots;
    private final Windows windows;
    private final Supplier<Strain> strain;
    private final Runnable beatNow;
    private volatile Autoscale state;
    private long lookedNanos;
    private boolean stuck;

    Autoscaler(
            Autoscale state,
            WorkerThread worker,
            Slots slots,
            Windows windows,
            Supplier<Strain> strain,
            Runnable beatNow) {
        this.state = state;
        this.worker = worker;
        this.slots = slots;
        this.windows = windows;
        this.strain = strain;
        this.beatNow = beatNow;
        this.lookedNanos = worker.nanoTime();
    }

    /** Called often, while the worker takes rooms. */
    void look() {
        var now = worker.nanoTime();
        if (state.bounds().isFixed() || now - lookedNanos < INTERVAL.toNanos()) {
            return;
        }
        lookedNanos = now;
        var measured = strain.get();
        var before = state;
        state = before.look(now, slots.held(), measured);
        var decision = state.last();
        if (decision != null && state.slots() != before.slots()) {
            carryOut(decision);
        }
        tellIfStuck(now, measured);
    }

    private void carryOut(Decision decision) {
        LOG.info("slots {} -> {}: {}", decision.from(), decision.to(), decision.reason());
        slots.capacity(decision.to());
        windows.resized();
        beatNow.run();
    }

    private void tellIfStuck(long now, Strain measured) {
        var is = state.isStuck(now);
        if (is && !stuck) {
            LOG.warn(
                    "overloaded, and slots are {} at least: {} rooms, {}",
                    state.bounds().min(),
                    slots.held(),
                    measured);
        }
        stuck = is;
    }

    /** What a beat tells of it; null where the number of slots is fixed. From any thread. */
    WorkerIdentity.@Nullable Scaling scaling() {
        var now = state;
        if (now.bounds().isFixed()) {
            return null;
        }
        var last = now.last();
        return new WorkerIdentity.Scaling(
                now.bounds(),
                last,
                last == null
                        ? Duration.ZERO
                        : Duration.ofNanos(worker.nanoTime() - last.atNanos()));
    }
}
