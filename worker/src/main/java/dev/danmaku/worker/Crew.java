package dev.danmaku.worker;

import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.registry.WorkerRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/** What this worker knows of the others: its fair share follows from it. Owned by the worker thread. */
final class Crew {
    private static final Logger LOG = LoggerFactory.getLogger(Crew.class);
    private static final Duration USUAL = Duration.ofSeconds(5);
    private static final Duration HURRIED = Duration.ofMillis(500);

    private final String session;
    private final WorkerRegistry registry;
    private final Slots slots;
    private FairShare share = FairShare.UNKNOWN;
    private boolean known;
    private long askedNanos;

    Crew(String session, WorkerRegistry registry, Slots slots) {
        this.session = session;
        this.registry = registry;
        this.slots = slots;
        this.askedNanos = System.nanoTime() - USUAL.toNanos();
    }

    FairShare share() {
        return share;
    }

    /** Looks around, if the last time is long ago. */
    void look() {
        lookAfter(USUAL);
    }

    /** Rooms are on the move: the last look soon is too old. */
    void lookSoon() {
        lookAfter(HURRIED);
    }

    /** What was seen before does not count any more. */
    void lookAnew() {
        known = false;
        lookAfter(Duration.ZERO);
    }

    /** Whether there is certainly nobody who could take a room from us. */
    boolean alone() {
        return known && share.others() == 0;
    }

    private void lookAfter(Duration age) {
        if (System.nanoTime() - askedNanos < age.toNanos()) {
            return;
        }
        askedNanos = System.nanoTime();
        try {
            share = FairShare.of(registry.crew(), session, slots.capacity(), slots.held());
            known = true;
        } catch (RegistryUnavailable e) {
            known = false;
            LOG.debug("the other workers are not known: {}", e.getMessage());
        }
    }
}
