package dev.danmaku.worker;

import dev.danmaku.event.Epoch;
import dev.danmaku.job.Job;
import dev.danmaku.registry.CheckAnswer.Verdict;
import dev.danmaku.registry.ControlMessage;
import dev.danmaku.registry.ControlMessage.Cut;
import dev.danmaku.registry.ControlMessage.CutDone;
import dev.danmaku.registry.ControlMessage.JobRef;
import dev.danmaku.registry.HoldAnswer;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.registry.WorkerRegistry;
import dev.danmaku.room.Platform;
import dev.danmaku.worker.Slot.Closing;
import dev.danmaku.worker.WorkerMetrics.Result;
import dev.danmaku.worker.WorkerMetrics.Side;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Gives rooms away, make-before-break: a room is offered on the handover queue, its socket stays open until another worker is joined
 * and owns the room, and then it is cut where the other begins. Rule 11.
 *
 * <pre>
 *   held --offer--> offered --(another swaps, and asks for the cut)--> cutting --over--> gone
 *     ^----- withdraw: nobody came, or who came declined -----'
 * </pre>
 *
 * <p>A drain offers everything, again and again; a worker with more than its share offers what is too much, at a bounded pace, and
 * keeps what nobody takes. Owned by the worker thread.
 */
final class Giver {
    private static final Logger LOG = LoggerFactory.getLogger(Giver.class);
    /** Rooms on offer at once: so that whoever takes them is soon there, and few need a decision when something breaks. */
    private static final int AT_ONCE = 200;
    /** The same where nothing hurries. */
    private static final int AT_ONCE_WHEN_SHARING = 40;
    /** Of what is too much, this part is on offer at once. */
    private static final int SHARING_STEPS = 5;

    /** Having too much for so long is no passing thing. */
    private static final Duration SETTLED = Duration.ofSeconds(15);
    /** Where nobody takes, since others serve other platforms or bear no more, it is tried again ever more rarely. */
    private static final Duration SETTLED_AT_MOST = Duration.ofMinutes(30);

    private static final int BATCH = 100;
    /** After that an offer is made anew, or is over. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** The new holder asks for the cut at once; this long after a swap it is dead. */
    private static final Duration CUT_PATIENCE = Duration.ofSeconds(10);
    /** A room that could not be given away rests for as long. */
    private static final Duration REST = Duration.ofSeconds(2);

    private static final Duration UNCUT_STEP = Duration.ofMillis(100);

    private final String session;
    private final WorkerThread worker;
    private final WorkerRegistry registry;
    private final Slots slots;
    private final AmqpThread amqp;
    private final BiConsumer<String, ControlMessage> tell;
    private final WorkerMetrics metrics;
    private final Map<Slot, Long> offeredAt = new LinkedHashMap<>();
    private final Map<Slot, Long> restUntil = new LinkedHashMap<>();
    private final Map<Slot, Boolean> moving = new ConcurrentHashMap<>();
    private boolean draining;
    private long fairAtNanos;
    private Duration patience = SETTLED;

    Giver(
            String session,
            WorkerThread worker,
            WorkerRegistry registry,
            Slots slots,
            AmqpThread amqp,
            BiConsumer<String, ControlMessage> tell,
            WorkerMetrics metrics) {
        this.session = session;
        this.worker = worker;
        this.registry = registry;
        this.slots = slots;
        this.amqp = amqp;
        this.tell = tell;
        this.metrics = metrics;
        this.fairAtNanos = worker.nanoTime();
    }

    /** Everything goes, from now on. */
    void drain() {
        draining = true;
    }

    /** What nobody has taken yet is kept. */
    void keepAll() {
        draining = false;
        List.copyOf(offeredAt.keySet()).forEach(slot -> keep(slot, "its worker goes on"));
    }

    /** A person wants these given to others: they are offered at once, and what nobody takes is kept. */
    void move(List<Slot> slots) {
        slots.forEach(slot -> moving.put(slot, true));
        offerEach(slots.stream().filter(slot -> !slot.offered()).toList());
        slots.stream().filter(slot -> !slot.offered()).forEach(moving::remove);
    }

    /** How many of those are on offer. From any thread. */
    int moving() {
        return moving.size();
    }

    /**
     * Offers what is due. Called often.
     *
     * @param share of this worker; matters unless it drains
     */
    void step(FairShare share) {
        seeToOldOffers();
        var most = draining ? AT_ONCE : sharedAtOnce(share);
        if (offeredAt.size() < most) {
            offer(most - offeredAt.size());
        }
    }

    /** A restart or an upgrade looks like a worker too many for a while: what lasts is worth moving rooms for. */
    private int sharedAtOnce(FairShare share) {
        var now = worker.nanoTime();
        var excess = share.excess(slots.own());
        if (excess == 0) {
            fairAtNanos = now;
        }
        if (now - fairAtNanos < patience.toNanos()) {
            return 0;
        }
        return Math.min(AT_ONCE_WHEN_SHARING, Math.ceilDiv(excess, SHARING_STEPS));
    }

    private void offer(int count) {
        var now = worker.nanoTime();
        restUntil.values().removeIf(until -> until - now <= 0);
        var chosen = slots.goingOn().stream()
                .filter(slot -> !slot.offered() && !restUntil.containsKey(slot))
                // who got it from us could not be told what its former holder handed on
                .filter(slot -> !slot.uncut())
                // a room that is not joined has nobody who hears it meanwhile: only a drain gives
                // it away
                .filter(slot -> draining || slot.joined())
                .limit(count)
                .toList();
        offerEach(chosen);
    }

    private void offerEach(List<Slot> chosen) {
        var byPlatform = chosen.stream()
                .collect(Collectors.<Slot, Platform>groupingBy(
                        slot -> slot.room().platform()));
        for (var own : byPlatform.values()) {
            for (var from = 0; from < own.size(); from += BATCH) {
                offerBatch(own.subList(from, Math.min(from + BATCH, own.size())));
            }
        }
    }

    private void offerBatch(List<Slot> batch) {
        List<HoldAnswer> answers;
        try {
            answers = registry.offer(session, batch.stream().map(Slot::hold).toList());
        } catch (RegistryUnavailable e) {
            LOG.debug("nothing can be offered for now: {}", e.getMessage());
            return;
        }
        var offered = new ArrayList<Slot>();
        for (var i = 0; i < batch.size(); i++) {
            // what is not ours any more is told by the next beat
            if (answers.get(i) == HoldAnswer.OK) {
                offered.add(batch.get(i));
            }
        }
        offered.forEach(slot -> slot.offered(true));
        publish(offered);
    }

    private void publish(List<Slot> offered) {
        if (offered.isEmpty()) {
            return;
        }
        offered.forEach(slot -> offeredAt.put(slot, worker.nanoTime()));
        LOG.debug("{} rooms are offered to others", offered.size());
        amqp.handOver(
                offered.stream().map(Giver::copy).toList(),
                unconfirmed -> worker.post(() -> unconfirmed.forEach(job -> {
                    var slot = slots.of(job.room());
                    if (slot != null && slot.job().id() == job.id()) {
                        keep(slot, "the offer was not confirmed by the broker");
                    }
                })));
    }

    /** Under the generation of today: the job's own may be of a Redis that is gone. */
    private static Job copy(Slot slot) {
        var job = slot.job();
        return new Job(job.id(), slot.epoch().generation(), job.kind(), job.room());
    }

    private void seeToOldOffers() {
        var now = worker.nanoTime();
        var old = offeredAt.entrySet().stream()
                .filter(entry -> !entry.getKey().ending())
                .filter(entry -> now - entry.getValue() > PATIENCE.toNanos())
                .map(Map.Entry::getKey)
                .toList();
        if (draining) {
            publish(old);
        } else if (!old.isEmpty()) {
            if (moving.keySet().containsAll(old)) {
                old.forEach(slot -> keep(slot, "nobody took it"));
                return;
            }
            var longer = patience.multipliedBy(2);
            patience = longer.compareTo(SETTLED_AT_MOST) > 0 ? SETTLED_AT_MOST : longer;
            fairAtNanos = now;
            old.forEach(slot -> keep(slot, "nobody took it"));
        }
    }

    /** The offer is over: the room goes on as before. */
    void keep(Slot slot, String reason) {
        if (!slot.offered() || slot.ending()) {
            return;
        }
        try {
            switch (registry.withdraw(slot.hold(), slot.joined(), reason)) {
                case OK -> {
                    LOG.debug("{} is kept: {}", slot, reason);
                    metrics.handover(Side.GIVEN, Result.KEPT);
                    forget(slot);
                    restUntil.put(slot, worker.nanoTime() + REST.toNanos());
                }
                case NOT_MINE -> lost(slot);
                case LATER -> retryKeep(slot, reason);
            }
        } catch (RegistryUnavailable e) {
            retryKeep(slot, reason);
        }
    }

    private void retryKeep(Slot slot, String reason) {
        worker.after(REST, () -> keep(slot, reason));
    }

    /** Nothing is offered of this room any more. */
    void forget(Slot slot) {
        slot.offered(false);
        offeredAt.remove(slot);
        moving.remove(slot);
    }

    /** A person paused it: nobody is going to ask for a cut. Where it came to us and is not cut yet, that comes first. */
    void paused(Slot slot) {
        paused(slot, slot.epoch());
    }

    /** @param held the hold that was paused: meanwhile the room may have become ours anew */
    private void paused(Slot slot, Epoch held) {
        if (!slot.epoch().equals(held)) {
            LOG.debug("{} was paused, and is ours again", slot);
        } else if (slot.uncut() && !slot.ending()) {
            worker.after(UNCUT_STEP, () -> paused(slot, held));
        } else {
            slot.close(Closing.PAUSED, "paused");
        }
    }

    /** Who was to join it could not. */
    void declined(JobRef ref, String reason) {
        var slot = slots.of(ref.room());
        if (slot != null && slot.job().id() == ref.job()) {
            keep(slot, reason);
        }
    }

    /** The record names another: where we offered the room, that one is about to ask for the cut. */
    void lost(Slot slot) {
        if (!slot.offered()) {
            slot.close(Closing.LOST, "taken over");
            return;
        }
        offeredAt.remove(slot);
        var held = slot.epoch();
        worker.after(CUT_PATIENCE, () -> {
            // the new holder may have died before it asked, and the room be ours again
            if (!slot.ending() && slot.epoch().equals(held)) {
                LOG.info("{} was handed over, and nobody asked for the cut", slot);
                metrics.handover(Side.GIVEN, Result.UNHEARD);
                slot.close(Closing.LOST, "taken over");
            }
        });
    }

    /** Another says that it is joined and owns the room. The registry knows whether that is so. */
    void cut(Cut cut) {
        var slot = slots.of(cut.job().room());
        if (slot == null || slot.job().id() != cut.job().job()) {
            answer(cut, null);
        } else if (slot.cutting()) {
            // asked again: the answer is on its way
            LOG.debug("{} is being cut already", slot);
        } else if (isAnothers(slot)) {
            offeredAt.remove(slot);
            patience = SETTLED;
            metrics.handover(Side.GIVEN, Result.DONE);
            slot.cut(cut.mark()).thenAccept(heard -> worker.post(() -> answer(cut, heard)));
        }
    }

    private boolean isAnothers(Slot slot) {
        return registry.check(session, List.of(slot.held())).verdicts().getFirst() == Verdict.OTHER;
    }

    private void answer(Cut cut, @Nullable String heard) {
        try {
            tell.accept(cut.from(), new CutDone(cut.job(), heard));
        } catch (RegistryUnavailable e) {
            LOG.debug("{}: {} is not told of the cut", cut.job().room(), cut.from(), e);
        }
    }

    /** The slot is free. */
    void gone(Slot slot) {
        offeredAt.remove(slot);
        moving.remove(slot);
        restUntil.remove(slot);
    }
}
