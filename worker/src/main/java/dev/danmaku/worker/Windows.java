package dev.danmaku.worker;

import static dev.danmaku.queue.JobLane.HANDOVER;
import static dev.danmaku.queue.JobLane.NEW;

import dev.danmaku.room.Platform;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * How many places are offered on which queue. A slot is offered to one platform at a time; when its offer is used up and slots are
 * free, the next one is made. Rooms that others give away come first, and a little beyond the slots, but never beyond a fair share.
 *
 * <p>INVARIANT: what the current offers for new jobs may still bring is at most the number of free slots, and the few that rooms
 * given away may take beyond them. Owned by the worker thread.
 */
final class Windows {
    private static final Logger LOG = LoggerFactory.getLogger(Windows.class);
    /** An offer reaches at most this far ahead of what the platform lets us connect: the rest is for other workers. */
    private static final Duration AHEAD = Duration.ofSeconds(5);
    /** Rooms that are given away may take this part of the slots beyond them, and at least {@link #BEYOND_AT_LEAST}. */
    private static final double BEYOND = 0.1;

    private static final int BEYOND_AT_LEAST = 4;

    private final Slots slots;
    private final IntSupplier undecided;
    private final IntSupplier fairShare;
    private final AmqpThread amqp;
    private final JobHandler handler;
    private final List<Platform> platforms;
    private final Offers offers;
    private boolean stopped;
    private boolean held;

    /**
     * @param undecided deliveries at hand that will need a slot
     * @param fairShare how many rooms this worker may get to by those that others give away
     */
    Windows(
            Slots slots,
            IntSupplier undecided,
            IntSupplier fairShare,
            AmqpThread amqp,
            JobHandler handler,
            Collection<Platform> platforms,
            Offers offers) {
        this.slots = slots;
        this.undecided = undecided;
        this.fairShare = fairShare;
        this.amqp = amqp;
        this.handler = handler;
        this.platforms = List.copyOf(platforms);
        this.offers = offers;
    }

    /** Offers what is free. Called whenever something may have become free. */
    void offer() {
        if (stopped || held) {
            return;
        }
        offerHandover();
        takeBackBeyond(beyond());
        for (var platform : platforms) {
            if (offers.roomIn(NEW, platform) == 0) {
                var prefetch = Math.min(shareOf(platform), allowed(platform));
                if (prefetch > 0) {
                    offers.open(NEW, platform, prefetch);
                }
            }
        }
    }

    private int taken() {
        return slots.held() + undecided.getAsInt();
    }

    /** Nobody knows whose rooms are given away next: each platform is offered all that is left. */
    private void offerHandover() {
        var left = Math.min(fairShare.getAsInt(), slots.capacity() + beyond()) - taken();
        for (var platform : platforms) {
            var open = offers.roomIn(HANDOVER, platform);
            if (open > 0 && (left <= 0 || open > left + beyond())) {
                offers.retire(HANDOVER, platform);
                open = 0;
            }
            var prefetch = Math.min(left, allowed(platform));
            if (open == 0 && prefetch > 0) {
                offers.open(HANDOVER, platform, prefetch);
            }
        }
    }

    private int beyond() {
        return Math.max(BEYOND_AT_LEAST, (int) (slots.capacity() * BEYOND));
    }

    /** There are more slots than before, or fewer: what is offered beyond them is taken back at once. */
    void resized() {
        if (stopped || held) {
            return;
        }
        takeBackBeyond(0);
        offer();
    }

    /**
     * Rooms that others gave us took slots that are offered for new jobs, too.
     *
     * @param tolerated so many
     */
    private void takeBackBeyond(int tolerated) {
        if (spare() >= -tolerated) {
            return;
        }
        for (var platform : platforms) {
            var open = offers.roomIn(NEW, platform);
            if (open > 0 && spare() < 0) {
                var kept = Math.max(0, open + spare());
                offers.retire(NEW, platform);
                if (kept > 0) {
                    offers.open(NEW, platform, kept);
                }
            }
        }
    }

    /** Slots that are neither held, nor will be by a delivery at hand, nor are offered already. */
    private int spare() {
        return slots.capacity() - taken() - offers.roomIn(NEW);
    }

    /** What one platform may have of the spare slots; where there are none, half of what the idlest other has. */
    private int shareOf(Platform platform) {
        var spare = spare();
        if (spare > 0) {
            var usedUp =
                    platforms.stream().filter(p -> offers.roomIn(NEW, p) == 0).count();
            return Math.max(1, Math.toIntExact(spare / usedUp));
        }
        var idlest = platforms.stream()
                .max(Comparator.comparingInt(p -> offers.roomIn(NEW, p)))
                .orElse(platform);
        var open = offers.roomIn(NEW, idlest);
        var given = open - open / 2;
        if (given == 0) {
            return 0;
        }
        if (!amqp.jobsWaiting(platform)) {
            amqp.look(platform);
            return 0;
        }
        LOG.debug("jobs wait for {}: {} gives {} slots", platform.label(), idlest.label(), given);
        offers.retire(NEW, idlest);
        if (open > given) {
            offers.open(NEW, idlest, open - given);
        }
        return spare();
    }

    /** What the platform lets us have, whatever is free. */
    private int allowed(Platform platform) {
        return Math.min(pace(platform), belowLimit(platform));
    }

    /** Deliveries at hand may be this platform's: they count until they are decided. */
    private int belowLimit(Platform platform) {
        var limit = handler.maxJobs(platform);
        return limit == 0
                ? Integer.MAX_VALUE
                : Math.max(0, limit - slots.held(platform) - undecided.getAsInt());
    }

    /** The platform's connect budget is the pace at which jobs are worth having. */
    private int pace(Platform platform) {
        var startsPerSecond = handler.startsPerSecond(platform);
        if (startsPerSecond == 0) {
            return Integer.MAX_VALUE;
        }
        var ahead = Math.max(1, (int) Math.ceil(startsPerSecond * AHEAD.toSeconds()));
        return Math.max(0, ahead - slots.opening(platform));
    }

    /** The registry does not answer us: nothing is offered until it does. */
    void hold() {
        held = true;
        retireAll();
    }

    /** The registry answers again. */
    void go() {
        held = false;
    }

    private void retireAll() {
        offers.retire(HANDOVER);
        offers.retire(NEW);
    }

    /** After {@link #stopTaking}: what is free is offered again. */
    void takeAgain() {
        stopped = false;
        offer();
    }

    /** Takes nothing more; what is held can still be acked. */
    void stopTaking() {
        stopped = true;
        retireAll();
    }
}
