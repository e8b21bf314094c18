package dev.danmaku.worker.sink.output;

import dev.danmaku.event.Event;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.sink.EventHandoff;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes what the lanes hold and brings it to the output, one batch at a time; what cannot go there now goes to the {@link Overflow},
 * and from there first. See the package.
 */
final class OutputWriter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(OutputWriter.class);
    private static final long FOR_EVER = Long.MAX_VALUE;

    private final String name;
    private final EventHandoff<RoomId> handoff;
    private final Deliverer deliverer;
    private final Overflow overflow;
    private final OutputSettings settings;
    private @Nullable UnderWay underWay;
    private Duration pause;
    private long retryAtNanos = System.nanoTime();
    private boolean stuck;
    private volatile boolean away;
    /** When the oldest came of what is under way, or is to be tried again; 0 for nothing. */
    private volatile long oldestMillis;

    private volatile long closeByNanos = FOR_EVER;
    private volatile @Nullable Thread thread;

    /** A batch that the output has been asked to take. */
    private static final class UnderWay {
        final Batch batch;
        final CompletableFuture<Void> done;
        final long slowAtNanos;
        boolean onDisk;

        UnderWay(Batch batch, boolean onDisk, CompletableFuture<Void> done, long slowAtNanos) {
            this.batch = batch;
            this.onDisk = onDisk;
            this.done = done;
            this.slowAtNanos = slowAtNanos;
        }
    }

    OutputWriter(
            String name,
            EventHandoff<RoomId> handoff,
            Deliverer deliverer,
            Overflow overflow,
            OutputSettings settings) {
        this.name = name;
        this.handoff = handoff;
        this.deliverer = deliverer;
        this.overflow = overflow;
        this.settings = settings;
        this.pause = settings.retryFrom();
    }

    /** The output did not take the last batch. */
    boolean away() {
        return away;
    }

    /** How long ago the oldest event came that is not written yet; 0 where all are. */
    long lagMillis(long nowMillis) {
        var oldest = oldestMillis;
        return oldest == 0 ? 0 : Math.max(0, nowMillis - oldest);
    }

    /** Lanes are closed; what is there is brought to the output, or to the disk, at the latest then. */
    void close(Duration limit) {
        closeByNanos = System.nanoTime() + limit.toNanos();
        handoff.close();
        wake();
    }

    private void wake() {
        handoff.wake();
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            while (step()) {
                await();
            }
        } catch (InterruptedException e) {
            LOG.error("the writer of sink {} was interrupted", name);
        }
    }

    /** Returns whether there may be more to do. */
    private boolean step() {
        settle();
        var last = handoff.closing();
        if (underWay == null && retryAtNanos - System.nanoTime() <= 0) {
            begin();
        }
        if (isOverflowing()) {
            overflow();
        }
        if (last && closeByNanos - System.nanoTime() <= 0) {
            saveTheRest();
            return false;
        }
        return !last || underWay != null || handoff.depth() > 0 || overflow.unsaved() > 0;
    }

    /** The output has answered. */
    private void settle() {
        var batch = underWay;
        if (batch == null || !batch.done.isDone()) {
            return;
        }
        underWay = null;
        if (batch.done.isCompletedExceptionally()) {
            failed(batch);
            return;
        }
        if (batch.onDisk) {
            overflow.advance();
        }
        batch.batch.safe();
        oldestMillis = 0;
        pause = settings.retryFrom();
        if (away) {
            away = false;
            LOG.info("sink {} works again", name);
        }
    }

    private void failed(UnderWay failed) {
        if (!away) {
            away = true;
            LOG.error(
                    "sink {} does not work, its events wait on disk: {}",
                    name,
                    failed.done.exceptionNow().getMessage());
        }
        retryAtNanos = System.nanoTime() + pause.toNanos();
        var longer = pause.multipliedBy(2);
        pause = longer.compareTo(settings.retryTo()) < 0 ? longer : settings.retryTo();
        if (!failed.onDisk && !failed.batch.isEmpty()) {
            // it was alone: nothing is on disk that it would overtake
            overflow.add(failed.batch);
        }
    }

    /** The next batch: what is on disk first, then what is held, then what the lanes hold. */
    private void begin() {
        var stored = overflow.first(settings.batchEvents());
        if (!stored.isEmpty()) {
            send(new Batch(stored, List.of()), true);
            return;
        }
        var batch = overflow.takeHeld();
        if (batch.isEmpty()) {
            batch.safe();
            batch = gather();
        }
        if (batch.isEmpty()) {
            batch.safe();
        } else {
            send(batch, false);
        }
    }

    private void send(Batch batch, boolean onDisk) {
        oldestMillis =
                batch.events().stream().mapToLong(Event::receivedAt).min().orElse(0);
        var done = deliverer.deliver(batch.events());
        underWay = new UnderWay(
                batch, onDisk, done, System.nanoTime() + settings.slow().toNanos());
        done.whenComplete((nothing, failure) -> wake());
    }

    private Batch gather() {
        var events = new ArrayList<Event>();
        var flushes = new ArrayList<CompletableFuture<Void>>();
        for (var taken = handoff.take(); taken != null; taken = handoff.take()) {
            events.addAll(taken.events());
            flushes.addAll(taken.flushes());
            if (events.size() >= settings.batchEvents()) {
                break;
            }
        }
        return new Batch(events, flushes);
    }

    /** Whether what comes now must not wait for the output. */
    private boolean isOverflowing() {
        return underWay == null
                ? retryAtNanos - System.nanoTime() > 0 || !overflow.isEmpty()
                : underWay.onDisk || underWay.slowAtNanos - System.nanoTime() <= 0;
    }

    private void overflow() {
        var room = underWayIsSafe() && overflow.hasRoom();
        stuck = !room;
        if (room) {
            for (var batch = gather();
                    !(batch.isEmpty() && batch.flushes().isEmpty());
                    batch = gather()) {
                overflow.add(batch);
                if (!overflow.hasRoom()) {
                    stuck = true;
                    break;
                }
            }
        }
        if (stuck && overflow.outOfPatience(System.nanoTime())) {
            dropAll();
        }
    }

    private boolean underWayIsSafe() {
        var slow = underWay;
        if (slow != null && !slow.onDisk) {
            slow.onDisk = overflow.addFirst(slow.batch);
            return slow.onDisk;
        }
        return true;
    }

    private void dropAll() {
        overflow.dropHeld();
        for (var batch = gather();
                !(batch.isEmpty() && batch.flushes().isEmpty());
                batch = gather()) {
            overflow.drop(batch);
        }
    }

    private void await() throws InterruptedException {
        var now = System.nanoTime();
        if (underWay != null && !isOverflowing()) {
            LockSupport.parkNanos(this, Math.min(underWay.slowAtNanos, closeByNanos) - now);
        } else if (stuck) {
            LockSupport.parkNanos(this, settings.retryFrom().toNanos());
        } else if (underWay != null) {
            handoff.awaitWork(settings.slow().toNanos());
        } else if (retryAtNanos - now > 0) {
            handoff.awaitWork(Math.min(retryAtNanos - now, Math.max(0, closeByNanos - now)));
        } else if (overflow.isEmpty()) {
            handoff.awaitWork(FOR_EVER);
        }
    }

    /** The time to close is over: what is not on disk yet goes there. */
    private void saveTheRest() {
        if (!underWayIsSafe()) {
            LOG.error("sink {} closes with a batch that nobody may have taken", name);
        }
        while (overflow.hasRoom()) {
            var batch = gather();
            if (batch.isEmpty() && batch.flushes().isEmpty()) {
                return;
            }
            overflow.add(batch);
        }
    }

    /** Events that a closing left neither written nor on disk. */
    int unsaved() {
        return overflow.unsaved() + handoff.depth();
    }
}
