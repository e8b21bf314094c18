package dev.danmaku.worker;

import dev.danmaku.registry.ControlMessage;
import dev.danmaku.registry.ControlMessage.Answer;
import dev.danmaku.registry.ControlMessage.Ask;
import dev.danmaku.registry.ControlMessage.Cancel;
import dev.danmaku.registry.ControlMessage.Changed;
import dev.danmaku.registry.ControlMessage.Cut;
import dev.danmaku.registry.ControlMessage.CutDone;
import dev.danmaku.registry.ControlMessage.Declined;
import dev.danmaku.registry.ControlMessage.Drain;
import dev.danmaku.registry.ControlMessage.GoOn;
import dev.danmaku.registry.ControlMessage.JobRef;
import dev.danmaku.registry.ControlMessage.Move;
import dev.danmaku.registry.ControlMessage.StandBy;
import dev.danmaku.registry.ControlMessage.Verify;
import dev.danmaku.registry.HoldAnswer;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.registry.Wanted;
import dev.danmaku.registry.WorkerRegistry;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.Slot.Closing;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** Answers what reaches the worker's control channel. Owned by the worker thread. */
final class ControlDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ControlDesk.class);

    private final String session;
    private final WorkerRegistry registry;
    private final Slots slots;
    private final HolderQuestions holders;
    private final Giver giver;
    private final Joiner joiner;
    private final Orders orders;
    private final BiPredicate<RoomId, Long> inDoubt;
    private final BiConsumer<String, ControlMessage> tell;

    /** What people want of this worker. */
    interface Orders {
        /** To give everything away and stop. */
        void drain();

        /** To give everything away, and to wait. */
        void standBy();

        /** To take rooms again. */
        void goOn();

        /** To compare these rooms with their records. */
        void changed(List<RoomId> rooms);

        /** To give these to others. */
        void move(List<RoomId> rooms);
    }

    /**
     * @param inDoubt is a take of this room and job under way, or its answer lost?
     */
    ControlDesk(
            String session,
            WorkerRegistry registry,
            Slots slots,
            HolderQuestions holders,
            Giver giver,
            Joiner joiner,
            Orders orders,
            BiPredicate<RoomId, Long> inDoubt,
            BiConsumer<String, ControlMessage> tell) {
        this.session = session;
        this.registry = registry;
        this.slots = slots;
        this.holders = holders;
        this.giver = giver;
        this.joiner = joiner;
        this.orders = orders;
        this.inDoubt = inDoubt;
        this.tell = tell;
    }

    void heard(ControlMessage message) {
        try {
            switch (message) {
                case Ask ask -> answer(ask);
                case Answer answer -> holders.answered(answer);
                case Cancel(var rooms) -> cancel(rooms);
                case Verify(var rooms) -> rooms.forEach(this::disownIfAbsent);
                case Cut cut -> giver.cut(cut);
                case CutDone done -> joiner.cutDone(done);
                case Declined(var job, var reason) -> giver.declined(job, reason);
                case Drain() -> orders.drain();
                case StandBy() -> orders.standBy();
                case GoOn() -> orders.goOn();
                case Changed(var rooms) -> orders.changed(rooms);
                case Move(var rooms) -> orders.move(rooms);
            }
        } catch (RegistryUnavailable e) {
            // whoever asked asks again
            LOG.debug("a control message goes unanswered: {}", e.getMessage());
        }
    }

    private void answer(Ask ask) {
        var mine = new ArrayList<JobRef>();
        var notMine = new ArrayList<JobRef>();
        for (var ref : ask.jobs()) {
            (holds(ref) ? mine : notMine).add(ref);
        }
        tell.accept(ask.from(), new Answer(session, mine, notMine));
    }

    /** A take in flight counts, and so does a room on its way out: its record is about to say so. */
    private boolean holds(JobRef ref) {
        var slot = slots.of(ref.room());
        return (slot != null && slot.job().id() == ref.job())
                || inDoubt.test(ref.room(), ref.job());
    }

    /** A cancel notice is a question: only what the registry calls unwanted and ours is closed. */
    private void cancel(List<RoomId> rooms) {
        rooms.stream().filter(room -> slots.of(room) == null).forEach(this::disownIfAbsent);
        var held = rooms.stream()
                .map(slots::of)
                .filter(slot -> slot != null && !slot.ending() && !slot.joining())
                .collect(Collectors.<Slot, Platform>groupingBy(
                        slot -> slot.room().platform()));
        for (var own : held.values()) {
            var verdicts = registry.wanted(session, own.stream().map(Slot::hold).toList());
            for (var i = 0; i < own.size(); i++) {
                if (verdicts.get(i) == Wanted.UNWANTED) {
                    own.get(i).close(Closing.CANCELLED, "taken off the lives set");
                }
            }
        }
    }

    /** The registry names us, but the answer that gave us the room was lost: whoever wants it may have it. */
    private void disownIfAbsent(RoomId room) {
        if (slots.of(room) == null
                && !inDoubt.test(room, ANY_JOB)
                && registry.disown(session, room) == HoldAnswer.OK) {
            LOG.info("{} was ours in the registry only: given up", room);
        }
    }

    /** In {@code inDoubt}: whatever the job. */
    static final long ANY_JOB = -1;
}
