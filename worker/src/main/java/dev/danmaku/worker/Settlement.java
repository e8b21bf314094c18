package dev.danmaku.worker;

import dev.danmaku.registry.ControlMessage.Declined;
import dev.danmaku.registry.ControlMessage.JobRef;
import dev.danmaku.registry.FinishAnswer;
import dev.danmaku.registry.HoldAnswer;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.registry.WorkerRegistry;
import dev.danmaku.worker.JobOutcome.Closed;
import dev.danmaku.worker.JobOutcome.Finished;
import dev.danmaku.worker.JobOutcome.GivenUp;
import dev.danmaku.worker.Slot.Closing;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What follows from the end of a job: first its record, then its ack. When it begins, the room's sockets are closed and its events are
 * flushed. A registry that cannot be reached is waited for: the room stays held until its record says so. Owned by the worker thread.
 */
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final Duration RETRY = Duration.ofMillis(500);

    private final WorkerThread worker;
    private final WorkerRegistry registry;
    private final Consumer<Slot> ackAndFree;
    private final Consumer<Slot> freeOnly;
    private final BiConsumer<String, Declined> tellOwner;

    /**
     * @param ackAndFree the job is over for us: ack its delivery and free its slot
     * @param freeOnly the worker stops: the broker gives the delivery to another
     * @param tellOwner tells a session that we do not take its room; it need not arrive
     */
    Settlement(
            WorkerThread worker,
            WorkerRegistry registry,
            Consumer<Slot> ackAndFree,
            Consumer<Slot> freeOnly,
            BiConsumer<String, Declined> tellOwner) {
        this.worker = worker;
        this.registry = registry;
        this.ackAndFree = ackAndFree;
        this.freeOnly = freeOnly;
        this.tellOwner = tellOwner;
    }

    void settle(Slot slot, JobOutcome outcome, JobHandler handler) {
        slot.settle();
        if (slot.joining()) {
            declined(slot, outcome);
            return;
        }
        switch (outcome) {
            case Finished(var reason) -> {
                slot.unwritten(true);
                finish(slot, reason, handler);
            }
            case GivenUp(var rest, var reason) -> {
                slot.unwritten(true);
                write(slot, () -> registry.park(slot.hold(), rest, reason), answer -> {
                    LOG.warn("{} rests for {} s: {}", slot, rest.toSeconds(), reason);
                    over(slot, answer);
                });
            }
            case Closed() -> closed(slot);
        }
    }

    /** It never was ours: its owner goes on. */
    private void declined(Slot slot, JobOutcome outcome) {
        var reason = switch (outcome) {
            case Finished(var why) -> why;
            case GivenUp(var rest, var why) -> why;
            case Closed() -> slot.closing() == Closing.STOPPING ? "it stops" : "not joined in time";
        };
        write(slot, () -> registry.decline(slot.hold(), reason), answer -> {
            LOG.debug("{} is not taken from {}: {}", slot, slot.owner(), reason);
            if (answer == HoldAnswer.OK) {
                tellOwner.accept(
                        slot.owner(),
                        new Declined(new JobRef(slot.room(), slot.job().id()), reason));
            }
            ackAndFree.accept(slot);
        });
    }

    private void closed(Slot slot) {
        var why = slot.closing();
        if (why == null) {
            throw new IllegalStateException(slot.room() + " closed without a reason");
        }
        switch (why) {
            case CANCELLED ->
                write(slot, () -> registry.drop(slot.hold(), "taken off the lives set"), answer -> {
                    LOG.info("{} was taken off the lives set", slot);
                    over(slot, answer);
                });
            case PAUSED -> left(slot);
            case LOST, HANDED_OVER, DECLINED -> ackAndFree.accept(slot);
            case STOPPING -> freeOnly.accept(slot);
        }
    }

    private void over(Slot slot, HoldAnswer answer) {
        if (answer == HoldAnswer.OK) {
            ackAndFree.accept(slot);
        } else {
            left(slot);
        }
    }

    /** Not ours any more: if that is since a person paused it, the next holder waits for our word. */
    private void left(Slot slot) {
        slot.unwritten(false);
        write(slot, () -> registry.left(slot.hold()), answer -> ackAndFree.accept(slot));
    }

    private void write(Slot slot, Supplier<HoldAnswer> script, Consumer<HoldAnswer> then) {
        ask(slot, script, HoldAnswer.LATER, then);
    }

    private <A> void ask(Slot slot, Supplier<A> script, A notNow, Consumer<A> then) {
        try {
            var answer = script.get();
            if (answer != notNow) {
                then.accept(answer);
                return;
            }
        } catch (RegistryUnavailable e) {
            LOG.debug("{}: {}", slot, e.getMessage());
        }
        worker.after(RETRY, () -> ask(slot, script, notNow, then));
    }

    private void finish(Slot slot, String reason, JobHandler handler) {
        Supplier<FinishAnswer> script = () -> registry.finish(slot.hold(), reason);
        ask(slot, script, FinishAnswer.REBUILDING, answer -> {
            slot.unwritten(false);
            LOG.info("{} is over: {}", slot, reason);
            switch (answer) {
                case ENDED -> seeWhetherItStartedAgain(slot, handler);
                case ENDED_UNWANTED -> settled(slot, false);
                case NOT_MINE, REBUILDING -> left(slot);
            }
        });
    }

    /** A stream that began meanwhile met the old lives entry: its {@code sadd} did nothing. */
    private void seeWhetherItStartedAgain(Slot slot, JobHandler handler) {
        handler.startedAgain(slot.room())
                .thenAccept(again -> worker.post(() -> {
                    if (again) {
                        LOG.info("{} streams again already", slot);
                    }
                    settled(slot, again);
                }));
    }

    private void settled(Slot slot, boolean startedAgain) {
        write(
                slot,
                () -> registry.settle(slot.hold(), startedAgain),
                answer -> ackAndFree.accept(slot));
    }
}
