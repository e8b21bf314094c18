package dev.danmaku.worker;

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
    /** Each look is longer by what each member adds: all looks together are not to burden Redis. */
    private static final Duration FOR_EACH_MEMBER = Duration.ofMillis(10);

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
    private int members;
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
        lookAfter(USUAL.plus(FOR_EACH_MEMBER.multipliedBy(members)));
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
        var now = worker.nanoTime();
        if (now - askedNanos < age.toNanos()) {
            return;
        }
        askedNanos = now;
        try {
            var crew = registry.crew();
            looks.add(new Look(now, FairShare.rooms(crew)));
            looks.removeIf(look -> now - look.nanos() > LATELY.toNanos());
            var fewest = looks.stream().mapToLong(Look::rooms).min().orElse(0);
            var most = looks.stream().mapToLong(Look::rooms).max().orElse(0);
            share = FairShare.of(crew, session, slots.capacity(), fewest, most);
            members = crew.size();
            known = true;
        } catch (RegistryUnavailable e) {
            known = false;
            LOG.debug("the other workers are not known: {}", e.getMessage());
        }
    }
}
