package dev.danmaku.worker;

import dev.danmaku.worker.sink.fence.Fence;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A worker gives everything away and stops: it takes no more jobs, and its rooms go to other workers, make-before-break. What nobody
 * takes within the grace, or at all where it is alone, is closed: its record and delivery are left for whoever takes over.
 */
final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    /** Sockets say good-bye and the last events are written. */
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final WorkerThread worker;
    private final Slots slots;
    private final Crew crew;
    private final Giver giver;
    private final Rooms rooms;
    private final Fence fence;
    private final Runnable stopTaking;
    private final Runnable beatNow;
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private volatile boolean underWay;
    /** Nobody is there, or in time, to take what is left. */
    private boolean closing;

    /** @param stopTaking no more jobs are taken, and what is at hand and undecided goes back */
    Drain(
            WorkerThread worker,
            Slots slots,
            Crew crew,
            Giver giver,
            Rooms rooms,
            Fence fence,
            Runnable stopTaking,
            Runnable beatNow) {
        this.worker = worker;
        this.slots = slots;
        this.crew = crew;
        this.giver = giver;
        this.rooms = rooms;
        this.fence = fence;
        this.stopTaking = stopTaking;
        this.beatNow = beatNow;
    }

    /** From any thread. */
    boolean underWay() {
        return underWay;
    }

    /** Begins, and waits; from any other thread than the worker's. Returns true if nothing is left. */
    boolean within(Duration grace) {
        giveAway();
        if (awaitEmpty(grace)) {
            return true;
        }
        closeWhatIsLeft();
        return awaitEmpty(CLOSING);
    }

    /** Begins; from any thread. Done when nothing is left. */
    CompletableFuture<Void> giveAway() {
        worker.post(() -> {
            underWay = true;
            stopTaking.run();
            giver.drain();
            beatNow.run();
            crew.lookAnew();
            goOn();
        });
        return empty;
    }

    /** Its time is over; from any thread. */
    void closeWhatIsLeft() {
        worker.post(() -> {
            LOG.warn("{} rooms could not be given away: they close", slots.held());
            closeAll();
        });
    }

    private boolean awaitEmpty(Duration limit) {
        try {
            empty.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("only ever completed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The next step, on the worker's thread. */
    void goOn() {
        if (closing) {
            closeAll();
            return;
        }
        crew.lookSoon();
        // after a pause: once it is known which rooms are still ours, what was heard of them is
        // written
        if (crew.certainlyAlone() && !fence.keepsBack()) {
            closeAll();
        } else {
            giver.step(crew.share());
        }
        freed();
    }

    private void closeAll() {
        closing = true;
        rooms.stop();
        rooms.closeAll();
        freed();
    }

    /** A slot may be free. */
    void freed() {
        if (underWay && slots.held() == 0) {
            empty.complete(null);
        }
    }
}
