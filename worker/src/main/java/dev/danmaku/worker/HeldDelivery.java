package dev.danmaku.worker;

import dev.danmaku.queue.Delivery;

/** A delivery that is not acked yet, and the offer it came by. */
record HeldDelivery(Offer offer, Delivery message) {}
