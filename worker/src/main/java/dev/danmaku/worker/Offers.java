package dev.danmaku.worker;

import dev.danmaku.queue.JobLane;
import dev.danmaku.room.Platform;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The consumers of a worker, and its acks: the one place that acks. On each lane of each platform there is one current {@link Offer};
 * one that is retired takes no more, and is kept until the last of what it holds is acked. Owned by the worker thread.
 */
final class Offers {
    private static final Logger LOG = LoggerFactory.getLogger(Offers.class);
    /** Channels of one connection are bounded (2047 on most brokers). Past this the emptiest old offer gives back what it holds. */
    private static final int MAX_OFFERS = 500;

    private final AmqpThread amqp;
    private final Consumer<HeldDelivery> deliver;
    private final BiConsumer<Offer, String> lost;
    private final Map<JobLane, Map<Platform, Offer>> current = new EnumMap<>(JobLane.class);
    private final Set<Offer> all = new LinkedHashSet<>();

    /**
     * @param deliver called by the AMQP client's threads
     * @param lost called by other threads than the worker's
     */
    Offers(AmqpThread amqp, Consumer<HeldDelivery> deliver, BiConsumer<Offer, String> lost) {
        this.amqp = amqp;
        this.deliver = deliver;
        this.lost = lost;
        for (var lane : JobLane.values()) {
            current.put(lane, new EnumMap<>(Platform.class));
        }
    }

    private Map<Platform, Offer> current(JobLane lane) {
        return current.getOrDefault(lane, Map.of());
    }

    /** How many jobs the current offer may still bring. */
    int roomIn(JobLane lane, Platform platform) {
        var offer = current(lane).get(platform);
        return offer == null ? 0 : offer.room();
    }

    /** How many jobs a lane may still bring. */
    int roomIn(JobLane lane) {
        return current(lane).values().stream().mapToInt(Offer::room).sum();
    }

    /** The current offer from now on; the one before takes no more. */
    void open(JobLane lane, Platform platform, int prefetch) {
        retire(lane, platform);
        var offer = new Offer(lane, platform, prefetch);
        current(lane).put(platform, offer);
        all.add(offer);
        amqp.open(offer, prefetch, deliver, lost);
        LOG.debug("{}: {} places offered", lane.queue(platform), prefetch);
        if (all.size() > MAX_OFFERS) {
            giveBackEmptiest();
        }
    }

    /** Takes no more; keeps what it holds. */
    void retire(JobLane lane, Platform platform) {
        var offer = current(lane).remove(platform);
        if (offer != null) {
            amqp.stopTaking(offer);
            forgetIfEmpty(offer);
        }
    }

    void retire(JobLane lane) {
        new ArrayList<>(current(lane).keySet()).forEach(platform -> retire(lane, platform));
    }

    private boolean isCurrent(Offer offer) {
        return current(offer.lane()).get(offer.platform()) == offer;
    }

    private void forgetIfEmpty(Offer offer) {
        if (offer.unacked() == 0 && !isCurrent(offer)) {
            all.remove(offer);
        }
    }

    private void giveBackEmptiest() {
        all.stream()
                .filter(offer -> !isCurrent(offer))
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
        if (isCurrent(offer)) {
            current(offer.lane()).remove(offer.platform());
        }
        all.remove(offer);
    }
}
