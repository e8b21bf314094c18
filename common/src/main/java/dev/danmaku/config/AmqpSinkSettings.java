package dev.danmaku.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The sink {@code amqp}: keys {@code danmaku.sinks.amqp.*}.
 *
 * @param amqp another broker than the cluster's; empty for the cluster's
 * @param exchange a topic exchange, declared by us
 * @param persistent whether messages outlive the broker in durable queues
 * @param confirmTimeout how long the broker may take to confirm a batch
 */
public record AmqpSinkSettings(
        Optional<AmqpSettings> amqp, String exchange, boolean persistent, Duration confirmTimeout) {
    public static final AmqpSinkSettings DEFAULTS =
            new AmqpSinkSettings(Optional.empty(), "danmaku.events", true, Duration.ofSeconds(10));

    public AmqpSinkSettings {
        if (exchange.startsWith("amq.")) {
            throw new IllegalArgumentException(
                    "the names of exchanges that begin with amq. are the broker's own");
        }
    }
}
