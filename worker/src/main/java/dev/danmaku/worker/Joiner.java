package dev.danmaku.worker;

import dev.danmaku.event.Epoch;
import dev.danmaku.registry.ControlMessage.Cut;
import dev.danmaku.registry.ControlMessage.CutDone;
import dev.danmaku.registry.ControlMessage.JobRef;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.registry.SwapAnswer;
import dev.danmaku.registry.WorkerRegistry;
import dev.danmaku.worker.Slot.Closing;
import dev.danmaku.worker.WorkerMetrics.Result;
import dev.danmaku.worker.WorkerMetrics.Side;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongBiFunction;

/**
 * Takes rooms that others give away: once a room's socket is joined the registry makes us its owner, the old holder says what it
 * handed on, and what was kept back is let go from there. Rule 11.
 *
 * <pre>
 *   joining --joined, swap--> owned, waiting for the cut --cut, or the old holder is gone--> held
 *      '-- refused, not live, too late --> declined
 * </pre>
 *
 * Owned by the worker thread.
 */
final class Joiner {
    private static final Logger LOG = LoggerFactory.getLogger(Joiner.class);
    private static final Duration RETRY = Duration.ofMillis(500);
    /** A room that is not joined by then is declined. */
    private static final Duration JOIN_LIMIT = Duration.ofSeconds(20);
    /** The cut takes up to two seconds and its flush; a holder that says nothing for so long is gone, if its session is. */
    private static final int CUT_ROUNDS = 16;
    /** Whoever hangs has lost its session long before. */
    private static final int CUT_ROUNDS_AT_MOST = 120;

    private static final int UNHEARD_ROUNDS = 2;

    private final String session;
    private final WorkerThread worker;
    private final WorkerRegistry registry;
    private final Slots slots;
    private final ToLongBiFunction<String, Cut> tell;
    private final Consumer<Slot> held;
    private final WorkerMetrics metrics;
    private final Map<Slot, Waiting> waiting = new LinkedHashMap<>();

    /** For the cut of a room that is ours. */
    private record Waiting(String holder, Epoch epoch) {}

    /**
     * @param tell says something to a session and returns how many heard it
     * @param held the room is joined and ours
     */
    Joiner(
            String session,
            WorkerThread worker,
            WorkerRegistry registry,
            Slots slots,
            ToLongBiFunction<String, Cut> tell,
            Consumer<Slot> held,
            WorkerMetrics metrics) {
        this.session = session;
        this.worker = worker;
        this.registry = registry;
        this.slots = slots;
        this.tell = tell;
        this.held = held;
        this.metrics = metrics;
    }

    /** A room is being joined. */
    void began(Slot slot) {
        worker.after(JOIN_LIMIT, () -> {
            if (slot.joining() && !slot.ending()) {
                slot.close(Closing.DECLINED, "not joined in time");
            }
        });
    }

    /** Its socket is joined. */
    void joined(Slot slot) {
        slot.join();
        swap(slot);
    }

    private void swap(Slot slot) {
        if (!slot.joining() || slot.ending()) {
            return;
        }
        try {
            switch (registry.swap(slot.hold())) {
                case SwapAnswer.Swapped(var generation, var term) ->
                    own(slot, new Epoch(generation, slot.job().id(), term));
                case SwapAnswer.NotMine() -> slot.close(Closing.LOST, "not handed over after all");
                case SwapAnswer.NotNow() -> worker.after(RETRY, () -> swap(slot));
            }
        } catch (RegistryUnavailable e) {
            worker.after(RETRY, () -> swap(slot));
        }
    }

    /** The record names us: by a swap, or since the holder died while we were joining. */
    void own(Slot slot, Epoch epoch) {
        var holder = slot.own(epoch);
        slots.owned();
        if (!slot.joined()) {
            // nobody hears the room: what is heard from now on is ours
            slot.take(epoch, null);
            metrics.handover(Side.TAKEN, Result.UNHEARD);
            return;
        }
        waiting.put(slot, new Waiting(holder, epoch));
        slot.uncut(true);
        held.accept(slot);
        askForCut(slot, 0, 0);
    }

    private void askForCut(Slot slot, int round, int unheard) {
        var open = waiting.get(slot);
        if (open == null) {
            return;
        }
        var patient = round == 0 || round % CUT_ROUNDS != 0 || !isDead(open.holder());
        if (unheard == UNHEARD_ROUNDS || round == CUT_ROUNDS_AT_MOST || !patient) {
            LOG.info("{}: {} is gone, and says nothing of its cut", slot, open.holder());
            take(slot, null, Result.UNHEARD);
            return;
        }
        var heard = ask(slot, open.holder());
        worker.after(RETRY, () -> askForCut(slot, round + 1, heard == 0 ? unheard + 1 : 0));
    }

    /** One that lives and says nothing is slow, and stores: our patience must not end before its session does. */
    private boolean isDead(String holder) {
        try {
            return !registry.alive(holder);
        } catch (RegistryUnavailable e) {
            return false;
        }
    }

    private long ask(Slot slot, String holder) {
        try {
            var job = new JobRef(slot.room(), slot.job().id());
            return tell.applyAsLong(holder, new Cut(session, job, slot.mark()));
        } catch (RegistryUnavailable e) {
            LOG.debug("{}: {}", slot, e.getMessage());
            return -1;
        }
    }

    /** The old holder has cut. */
    void cutDone(CutDone done) {
        var slot = slots.of(done.job().room());
        if (slot != null && slot.job().id() == done.job().job()) {
            take(slot, done.heard(), Result.DONE);
        }
    }

    private void take(Slot slot, @Nullable String cut, Result result) {
        var open = waiting.remove(slot);
        if (open != null) {
            LOG.debug("{} is ours, handed over by {}", slot, open.holder());
            metrics.handover(Side.TAKEN, result);
            slot.uncut(false);
            // what the registry says may have moved on meanwhile
            slot.take(slot.epoch(), cut);
        }
    }

    /** The slot is free. */
    void gone(Slot slot) {
        waiting.remove(slot);
        if (slot.joining()) {
            metrics.handover(Side.TAKEN, Result.DECLINED);
        }
    }
}
