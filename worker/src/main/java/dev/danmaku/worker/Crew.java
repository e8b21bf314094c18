package dev.danmaku.worker;

import dev.danmaku.registry.CrewSums;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.registry.WorkerRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** What this worker knows of the others: its fair share follows from it. Owned by the worker thread. */
final class Crew {
    private static final Logger LOG = LoggerFactory.getLogger(Crew.class);
    private static final Duration USUAL = Duration.ofSeconds(2);
    private static final Duration HURRIED = Duration.ofMillis(500);
    /** What workers say of themselves is a beat old, and was on its way for as long. */
    private static final Duration LATELY = Duration.ofSeconds(3);

    private final String session;
    private final WorkerThread worker;
    private final WorkerRegistry registry;
    private final Slots slots;
    private final Deque<Look> looks = new ArrayDeque<>();
    private FairShare share = FairShare.UNKNOWN;
    private boolean known;
    private boolean sure;
    private boolean exact;
    private long askedNanos;

    private record Look(long nanos, long rooms) {}

    Crew(String session, WorkerThread worker, WorkerRegistry registry, Slots slots) {
        this.session = session;
        this.worker = worker;
        this.registry = registry;
        this.slots = slots;
        this.askedNanos = worker.nanoTime() - USUAL.toNanos();
    }

    FairShare share() {
        return share;
    }

    /** Looks around, if the last time is long ago. */
    void look() {
        lookAfter(USUAL, false);
    }

    /** Rooms are on the move: the last look soon is too old. */
    void lookSoon() {
        lookAfter(HURRIED, false);
    }

    /** What was seen before does not count any more. */
    void lookAnew() {
        known = false;
        lookAfter(Duration.ZERO, true);
    }

    /** Whether nobody could take a room from us, as far as is known. */
    boolean alone() {
        return known && share.others() == 0;
    }

    /** Whether there is certainly nobody who could: one that has just come may be missing in what was added up before. */
    boolean certainlyAlone() {
        if (alone() && !exact) {
            lookAnew();
        }
        return alone() && exact && sure;
    }

    /** @param anew not what was added up a moment ago for somebody else */
    private void lookAfter(Duration age, boolean anew) {
        var now = worker.nanoTime();
        if (now - askedNanos < age.toNanos()) {
            return;
        }
        askedNanos = now;
        try {
            heard(registry.sums(session, anew), now);
            exact = anew;
        } catch (RegistryUnavailable e) {
            known = false;
            LOG.debug("the other workers are not known: {}", e.getMessage());
        }
    }

    private void heard(CrewSums crew, long now) {
        looks.add(new Look(now, crew.rooms()));
        looks.removeIf(look -> now - look.nanos() > LATELY.toNanos());
        var fewest = looks.stream().mapToLong(Look::rooms).min().orElse(0);
        var most = looks.stream().mapToLong(Look::rooms).max().orElse(0);
        share = FairShare.of(crew, slots.capacity(), fewest, most);
        known = true;
        sure = crew.sure();
    }
}
