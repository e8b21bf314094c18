package dev.danmaku.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a broker says of itself.
 *
 * @param product e.g. {@code RabbitMQ}
 * @param version e.g. {@code 3.13.7}
 * @param consumerTimeout how long it lets a delivery be unacked. Empty where that cannot be known: RabbitMQ before 3.12 takes it
 *     from its own configuration alone and tells nobody over AMQP, other brokers have no such limit
 */
public record Broker(String product, String version, Optional<Duration> consumerTimeout) {
    private static final String RABBITMQ = "RabbitMQ";

    /** The oldest that is named as supported. */
    private static final int[] SUPPORTED_SINCE = {3, 8};

    /** From this version on, RabbitMQ heeds the queue argument. */
    private static final int[] ARGUMENT_SINCE = {3, 12};

    static Broker of(String product, String version, Duration argument) {
        var heeded = product.equals(RABBITMQ) && atLeast(version, ARGUMENT_SINCE);
        return new Broker(product, version, heeded ? Optional.of(argument) : Optional.empty());
    }

    /** True where the number of a queue's messages has in it those that consumers hold unacked. */
    boolean countsHeld() {
        return !product.equals(RABBITMQ);
    }

    /** True where the broker closes a channel by a limit that we can neither set nor read. */
    public boolean hidesConsumerTimeout() {
        return product.equals(RABBITMQ) && consumerTimeout.isEmpty();
    }

    /**
     * What should be looked at, a sentence each with how to mend it. What cannot be read over AMQP is said to be so.
     *
     * @param consumes whether whoever asks holds deliveries for long
     */
    public List<String> warnings(boolean consumes) {
        var warnings = new ArrayList<String>();
        if (product.equals(RABBITMQ) && !atLeast(version, SUPPORTED_SINCE)) {
            warnings.add("this RabbitMQ is %s: update it to 3.8 or newer".formatted(version));
        }
        if (consumes && hidesConsumerTimeout()) {
            warnings.add(
                    ("RabbitMQ %s closes a channel whose oldest delivery is unacked for longer than its consumer_timeout,"
                                    + " 30 minutes unless set, and does not tell its value: set consumer_timeout in"
                                    + " rabbitmq.conf to more than the longest stream. No socket closes when it hits,"
                                    + " but it costs traffic")
                            .formatted(version));
        }
        return warnings;
    }

    private static boolean atLeast(String version, int[] wanted) {
        var parts = version.split("[^0-9]");
        for (var i = 0; i < wanted.length; i++) {
            var part = i < parts.length && parts[i].matches("[0-9]{1,6}") ? parts[i] : "0";
            var number = Integer.parseInt(part);
            if (number != wanted[i]) {
                return number > wanted[i];
            }
        }
        return true;
    }
}
