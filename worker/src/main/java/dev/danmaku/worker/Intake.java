package dev.danmaku.worker;

import dev.danmaku.event.Epoch;
import dev.danmaku.job.Job;
import dev.danmaku.job.JobMessage;
import dev.danmaku.job.JobMessage.Reading;
import dev.danmaku.queue.JobLane;
import dev.danmaku.registry.Question;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.registry.TakeAnswer;
import dev.danmaku.registry.TakeAnswer.Grant;
import dev.danmaku.registry.WorkerRegistry;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * What becomes of deliveries: each is read, asked about at the registry, and then opened, adopted, dropped, or left to {@link
 * HolderQuestions}. Questions go in batches, since a dead worker's rooms and a burst of new ones come by the hundred.
 */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Duration ASK_AGAIN = Duration.ofMillis(200);
    /** Without an answer for so long, deliveries are better off elsewhere. */
    private static final Duration DEAF = Duration.ofSeconds(2);
    /** A job of a newer version is offered to others; not in a hot loop. */
    private static final Duration LEAVE_TO_OTHERS = Duration.ofSeconds(5);

    private final String session;
    private final WorkerThread worker;
    private final WorkerRegistry registry;
    private final Slots slots;
    private final Windows windows;
    private final Offers offers;
    private final HolderQuestions holders;
    private final Rooms rooms;
    private final Poison poison;
    private final WorkerMetrics metrics;
    private final Runnable tellNews;
    private final Runnable beatNow;

    private final Queue<HeldDelivery> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final Questions questions;
    private @Nullable Long deafSinceNanos;
    private boolean askingAgain;
    private boolean asking;
    private boolean goingOn;
    private boolean stopped;

    /**
     * A delivered job whose answer is still out.
     *
     * @param lost the holder that is settled to have lost it
     */
    record Pending(Job job, HeldDelivery delivery, Question.@Nullable Lost lost) {}

    /** Opens and continues rooms. */
    interface Rooms {
        /** A room that we have goes on under another job: its record does not know yet that it is joined. */
        void continued(Slot slot);

        void open(Job job, Grant grant, Beginning beginning, HeldDelivery delivery);

        /** A room that its holder gives away: ours once we are joined. */
        void join(Job job, Grant grant, String holder, HeldDelivery delivery);

        /** The holder of a room that we were joining is dead: it is ours already. */
        void own(Slot slot, Epoch epoch);

        /** Our own offer came back to us: nobody else wants the room. */
        void keep(Slot slot);
    }

    /** Sees to deliveries that are no jobs. */
    interface Poison {
        void arrived(HeldDelivery delivery, String reason);
    }

    Intake(
            String session,
            WorkerThread worker,
            WorkerRegistry registry,
            Slots slots,
            Windows windows,
            Offers offers,
            HolderQuestions holders,
            Rooms rooms,
            Poison poison,
            WorkerMetrics metrics,
            Runnable tellNews,
            Runnable beatNow) {
        this.session = session;
        this.worker = worker;
        this.registry = registry;
        this.slots = slots;
        this.windows = windows;
        this.offers = offers;
        this.holders = holders;
        this.rooms = rooms;
        this.poison = poison;
        this.metrics = metrics;
        this.tellNews = tellNews;
        this.beatNow = beatNow;
        this.questions = new Questions(slots);
    }

    /** From any thread. */
    void deliver(HeldDelivery delivery) {
        arrived.add(delivery);
        if (draining.compareAndSet(false, true)) {
            worker.post(this::drain);
        }
    }

    private void drain() {
        draining.set(false);
        for (var delivery = arrived.poll(); delivery != null; delivery = arrived.poll()) {
            offers.delivered(delivery);
            read(delivery);
        }
        ask();
    }

    private void read(HeldDelivery delivery) {
        if (stopped) {
            offers.giveBack(delivery);
            return;
        }
        switch (JobMessage.read(delivery.message().body())) {
            case Reading.Readable(var job) -> questions.add(new Pending(job, delivery, null));
            case Reading.Poison(var reason) -> poison.arrived(delivery, reason);
            case Reading.FromTheFuture(var version) -> {
                LOG.warn("a job of version {} is left to workers that know it", version);
                worker.after(LEAVE_TO_OTHERS, () -> offers.giveBack(delivery));
            }
        }
    }

    /** A question that {@link HolderQuestions} settled, or wants asked anew. */
    void askAbout(List<Pending> pending) {
        pending.forEach(questions::add);
        ask();
    }

    /** The room is gone: deliveries that waited for that are asked about now. */
    void gone(RoomId room) {
        var waiting = questions.gone(room);
        if (!waiting.isEmpty()) {
            askAbout(waiting);
        }
    }

    /** The broker took deliveries back: their questions are moot. */
    void forget(Offer offer) {
        Predicate<Pending> moot = pending -> pending.delivery().offer() == offer;
        questions.removeIf(moot);
        holders.forget(moot);
    }

    /** The worker stops: what is not answered yet is for others, at once, since the rooms it holds may take their time. */
    void stop() {
        stopped = true;
        giveBackAll();
    }

    /** After {@link #stop}: what comes is taken again. */
    void goOn() {
        stopped = false;
    }

    private void giveBackAll() {
        giveBack(questions.takeAll());
        giveBack(holders.giveUp());
    }

    private void giveBack(List<Pending> pending) {
        pending.forEach(p -> offers.giveBack(p.delivery()));
    }

    /** Is a job of this room neither held nor answered yet? Its take may have reached the registry all the same. */
    boolean inDoubt(RoomId room, long job) {
        return questions.anyOf(room, job);
    }

    /** Deliveries that are held without a slot: they will need one. */
    int undecided() {
        return questions.open() + holders.open();
    }

    private void ask() {
        if (stopped) {
            return;
        }
        if (asking) {
            // an answer had a room go for which others waited
            goOnSoon();
            return;
        }
        asking = true;
        try {
            askOnce();
        } finally {
            asking = false;
        }
    }

    /** A batch of each platform: thousands come at once when a worker begins, and others' questions are not to wait for all of them. */
    private void askOnce() {
        // the answer to news may be the end of a room that a question is about
        tellNews.run();
        for (var batch : questions.batches()) {
            if (!askBatch(batch)) {
                askAgain();
                return;
            }
        }
        if (questions.allAsked()) {
            windows.offer();
        } else {
            goOnSoon();
        }
    }

    private void goOnSoon() {
        if (!goingOn) {
            goingOn = true;
            worker.post(() -> {
                goingOn = false;
                ask();
            });
        }
    }

    /** False if the registry cannot say now; the questions stay. */
    private boolean askBatch(List<Pending> batch) {
        List<TakeAnswer> answers;
        try {
            answers = registry.take(session, batch.stream().map(this::question).toList());
        } catch (RegistryUnavailable e) {
            LOG.debug("{}", e.getMessage());
            leaveToOthersIfDeaf();
            return false;
        }
        deafSinceNanos = null;
        if (answers.getFirst() instanceof TakeAnswer.BeatFirst) {
            beatNow.run();
            return false;
        }
        if (answers.getFirst() instanceof TakeAnswer.Wait) {
            return false;
        }
        questions.asked(batch);
        for (var i = 0; i < batch.size(); i++) {
            follow(batch.get(i), answers.get(i));
        }
        return true;
    }

    private Question question(Pending pending) {
        var has = slots.of(pending.job().room()) != null;
        return new Question(pending.job(), has, pending.lost());
    }

    /** Others may reach a registry that we do not: what we cannot decide is theirs, until it answers us again. */
    private void leaveToOthersIfDeaf() {
        var now = worker.nanoTime();
        if (deafSinceNanos == null) {
            deafSinceNanos = now;
        } else if (now - deafSinceNanos > DEAF.toNanos()) {
            windows.hold();
            giveBackAll();
            deafSinceNanos = null;
        }
    }

    private void askAgain() {
        if (!askingAgain) {
            askingAgain = true;
            worker.after(ASK_AGAIN, () -> {
                askingAgain = false;
                ask();
            });
        }
    }

    private void follow(Pending pending, TakeAnswer answer) {
        metrics.taken(pending.job().room().platform(), answer);
        switch (answer) {
            case TakeAnswer.Stale() -> offers.ack(pending.delivery());
            case TakeAnswer.Cancelled() -> offers.ack(pending.delivery());
            case TakeAnswer.Take(var grant) -> open(pending, grant, false);
            case TakeAnswer.TakeOver(var grant) -> open(pending, grant, false);
            case TakeAnswer.Adopt(var grant, var joined) -> adopt(pending, grant, joined);
            case TakeAnswer.Join(var grant, var holder) -> join(pending, grant, holder);
            case TakeAnswer.Held(var holder, var term) -> holders.ask(pending, holder, term);
            // the whole batch is asked again: askBatch has seen to it
            case TakeAnswer.Wait() -> questions.add(pending);
            case TakeAnswer.BeatFirst() -> questions.add(pending);
        }
    }

    private void adopt(Pending pending, Grant grant, boolean recordKnows) {
        var slot = slots.of(pending.job().room());
        if (slot != null
                && slot.offered()
                && pending.delivery().offer().lane() == JobLane.HANDOVER) {
            offers.ack(pending.delivery());
            rooms.keep(slot);
        } else {
            open(pending, grant, recordKnows);
        }
    }

    /** A second delivery of what we are joining already is as good as the first. */
    private void join(Pending pending, Grant grant, String holder) {
        var slot = slots.of(pending.job().room());
        if (slot == null) {
            rooms.join(pending.job(), grant, holder, pending.delivery());
        } else if (slot.joining()) {
            continues(slot, pending, slot.epoch());
        } else {
            // our own session of this room is about to hear that it is another's: not the one to
            // join it
            offers.ack(pending.delivery());
        }
    }

    /** A room that we have goes on under this delivery, without touching its socket; another is opened. */
    private void open(Pending pending, Grant grant, boolean recordKnows) {
        var job = pending.job();
        var epoch = new Epoch(grant.generation(), job.id(), grant.term());
        var slot = slots.of(job.room());
        if (slot == null) {
            var unheard = grant.unheard();
            var beginning = unheard == null
                    ? new Beginning.Fresh()
                    : new Beginning.TakenOver(unheard, grant.gap());
            rooms.open(job, grant, beginning, pending.delivery());
        } else if (slot.joining()) {
            continues(slot, pending, epoch);
            rooms.own(slot, epoch);
        } else {
            continues(slot, pending, epoch);
            if (!recordKnows) {
                rooms.continued(slot);
            }
        }
    }

    private void continues(Slot slot, Pending pending, Epoch epoch) {
        var before = slot.continues(pending.job(), epoch, pending.delivery());
        if (before != null && before != pending.delivery()) {
            offers.ack(before);
        }
        LOG.debug(
                "{} goes on under delivery {} of job {}",
                slot,
                pending.delivery().message().tag(),
                pending.job().id());
    }
}
