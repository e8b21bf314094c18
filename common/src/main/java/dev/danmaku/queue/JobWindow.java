package dev.danmaku.queue;

import dev.danmaku.room.Platform;

/**
 * A consumer with a channel of its own. To change how much is taken, open another window and call {@link #stopTaking} on this one:
 * what it delivered stays held until it is acked.
 */
public interface JobWindow extends AutoCloseable {

    Platform platform();

    /**
     * Acks a delivery of this window. Never blocks for an answer.
     *
     * @return false if the window is gone, or the delivery was acked before: it is not held any more. True means that the ack is on
     *     its way; where the connection breaks in that moment the job comes back, redelivered
     */
    boolean ack(Delivery delivery);

    /** Gives a delivery back for others to take. As {@link #ack} otherwise. */
    boolean giveBack(Delivery delivery);

    /**
     * Takes no more. What is on its way may still be delivered. The window closes by itself, without a word, when its last delivery
     * is acked. Returns at once; doing it twice is fine.
     */
    void stopTaking();

    /** Gives all back that is unacked. Returns at once; closing twice is fine. */
    @Override
    void close();
}
