package dev.danmaku.worker;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A channel broke, or the broker closed it: the jobs are its again, the rooms go on. Owned by the worker thread. */
final class LostOffers {
    private static final Logger LOG = LoggerFactory.getLogger(LostOffers.class);

    private final Slots slots;
    private final Offers offers;
    private final Intake intake;
    private String lastRefusal = "";

    LostOffers(Slots slots, Offers offers, Intake intake) {
        this.slots = slots;
        this.offers = offers;
        this.intake = intake;
    }

    void lost(Offer offer, String reason) {
        tell(offer, reason);
        offers.forget(offer);
        for (var slot : slots.all()) {
            var delivery = slot.delivery();
            if (delivery != null && delivery.offer() == offer) {
                slot.loseDelivery();
            }
        }
        intake.forget(offer);
    }

    /** A broker that is away refuses offer after offer: that is worth one line. */
    private void tell(Offer offer, String reason) {
        if (offer.window() != null) {
            lastRefusal = "";
            LOG.info(
                    "a channel of {} is gone: {}; its {} rooms go on",
                    offer.platform().label(),
                    reason,
                    offer.unacked());
        } else if (!reason.equals(lastRefusal)) {
            lastRefusal = reason;
            LOG.warn(
                    "no job of {} can be taken for now: {}; rooms go on",
                    offer.platform().label(),
                    reason);
        }
    }
}
