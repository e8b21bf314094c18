package dev.danmaku.testing.memory;

import java.time.Duration;

/** What lies between a client and the broker in memory: by default a wire without faults. */
public interface BrokerLink {

    /** Before the client asks the broker for something; throw {@code QueueUnavailable}, and it is not asked. */
    default void before(String question) {}

    /** What becomes of the next published message. */
    default Sending sending() {
        return Sending.WELL;
    }

    /** Whether the next ack arrives; one that does not leaves its delivery held until the channel closes. */
    default boolean acks() {
        return true;
    }

    /**
     * A message's way.
     *
     * @param arrives whether the broker gets it
     * @param after how late it gets it; the client may have heard otherwise by then
     * @param told how the client hears of it
     */
    record Sending(boolean arrives, Duration after, Told told) {
        static final Sending WELL = new Sending(true, Duration.ZERO, Told.WHAT_HAPPENED);

        /** How a client hears of a message. */
        public enum Told {
            /** Confirmed, or returned. */
            WHAT_HAPPENED,
            /** Refused, at once. */
            NACKED,
            /** The connection broke meanwhile. */
            LOST,
            /** Nothing, until the client has waited too long. */
            NOTHING
        }
    }
}
