package dev.danmaku.worker;

import dev.danmaku.room.Platform;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Offers free slots to the job queues, and acks: the one place that does.
 *
 * <p>An {@link Offer} is a consumer on a channel of its own with a fixed prefetch. Each platform has one current offer; when it is
 * used up and slots are free, the next one is made, and the last only keeps what it holds until that is acked. So a slot is offered to
 * one queue at a time.
 *
 * <p>INVARIANT: what all current offers may still bring is at most the number of free slots. Owned by the worker thread.
 */
final class Windows {
    private static final Logger LOG = LoggerFactory.getLogger(Windows.class);
    /** An offer reaches at most this far ahead of what the platform lets us connect: the rest is for other workers. */
    private static final Duration AHEAD = Duration.ofSeconds(5);
    /** Channels of one connection are bounded (2047 on most brokers). Past this the emptiest old offer gives back what it holds. */
    private static final int MAX_OFFERS = 500;

    private final Slots slots;
    private final IntSupplier undecided;
    private final AmqpThread amqp;
    private final JobHandler handler;
    private final List<Platform> platforms;
    private final Consumer<HeldDelivery> deliver;
    private final BiConsumer<Offer, String> lost;
    private final Map<Platform, Offer> current = new EnumMap<>(Platform.class);
    private final Set<Offer> all = new HashSet<>();
    private boolean stopped;

    /**
     * @param undecided deliveries at hand that will need a slot
     * @param deliver called by the AMQP client's threads
     * @param lost called by other threads than the worker's
     */
    Windows(
            Slots slots,
            IntSupplier undecided,
            AmqpThread amqp,
            JobHandler handler,
            Collection<Platform> platforms,
            Consumer<HeldDelivery> deliver,
            BiConsumer<Offer, String> lost) {
        this.slots = slots;
        this.undecided = undecided;
        this.amqp = amqp;
        this.handler = handler;
        this.platforms = List.copyOf(platforms);
        this.deliver = deliver;
        this.lost = lost;
    }

    /** Offers what is free. Called whenever something may have become free. */
    void offer() {
        if (stopped) {
            return;
        }
        for (var platform : platforms) {
            if (roomIn(platform) == 0) {
                var prefetch = Math.min(shareOf(platform), allowed(platform));
                if (prefetch > 0) {
                    open(platform, prefetch);
                }
            }
        }
        if (all.size() > MAX_OFFERS) {
            giveBackEmptiest();
        }
    }

    private int roomIn(Platform platform) {
        var offer = current.get(platform);
        return offer == null ? 0 : offer.room();
    }

    /** Slots that are neither held, nor will be by a delivery at hand, nor are offered already. */
    private int spare() {
        var offered = platforms.stream().mapToInt(this::roomIn).sum();
        return slots.capacity() - slots.held() - undecided.getAsInt() - offered;
    }

    /** What one platform may have of the spare slots; where there are none, half of what the idlest other has. */
    private int shareOf(Platform platform) {
        var spare = spare();
        if (spare > 0) {
            var usedUp = platforms.stream().filter(p -> roomIn(p) == 0).count();
            return Math.max(1, Math.toIntExact(spare / usedUp));
        }
        var idlest =
                platforms.stream().max(Comparator.comparingInt(this::roomIn)).orElse(platform);
        var given = roomIn(idlest) - roomIn(idlest) / 2;
        if (given == 0) {
            return 0;
        }
        if (!amqp.jobsWaiting(platform)) {
            amqp.look(platform);
            return 0;
        }
        LOG.debug("jobs wait for {}: {} gives {} slots", platform.label(), idlest.label(), given);
        var kept = roomIn(idlest) - given;
        retire(idlest);
        if (kept > 0) {
            open(idlest, kept);
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

    private void open(Platform platform, int prefetch) {
        retire(platform);
        var offer = new Offer(platform, prefetch);
        current.put(platform, offer);
        all.add(offer);
        amqp.open(offer, prefetch, deliver, lost);
        LOG.debug("{}: {} slots offered", platform.label(), prefetch);
    }

    /** Takes no more; keeps what it holds. */
    private void retire(Platform platform) {
        var offer = current.remove(platform);
        if (offer != null) {
            amqp.stopTaking(offer);
            forgetIfEmpty(offer);
        }
    }

    private void forgetIfEmpty(Offer offer) {
        if (offer.unacked() == 0 && !current.containsValue(offer)) {
            all.remove(offer);
        }
    }

    private void giveBackEmptiest() {
        all.stream()
                .filter(offer -> !current.containsValue(offer))
                .min(Comparator.comparingInt(Offer::unacked))
                .ifPresent(offer -> {
                    LOG.debug("too many channels: one gives back {} jobs", offer.unacked());
                    amqp.close(offer);
                    lost.accept(offer, "too many channels");
                });
    }

    /** A delivery is at hand. */
    void delivered(HeldDelivery held) {
        held.offer().delivered();
        // one that was in flight when its offer was retired
        all.add(held.offer());
    }

    /** The job of this delivery is over, or somebody else's. Where the broker has taken it back there is nothing to ack. */
    void ack(HeldDelivery held) {
        amqp.ack(held);
        settled(held.offer());
    }

    /** For others to take. */
    void giveBack(HeldDelivery held) {
        amqp.giveBack(held);
        settled(held.offer());
    }

    private void settled(Offer offer) {
        offer.settled();
        forgetIfEmpty(offer);
    }

    /** The broker has its deliveries again. */
    void forget(Offer offer) {
        current.values().removeIf(o -> o == offer);
        all.remove(offer);
    }

    /** Takes nothing more; what is held can still be acked. */
    void stopTaking() {
        stopped = true;
        new ArrayList<>(current.keySet()).forEach(this::retire);
    }
}
