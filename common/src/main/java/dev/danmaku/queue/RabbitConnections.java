package dev.danmaku.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BlockedCallback;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.UnblockedCallback;

import dev.danmaku.config.AmqpSettings;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.Connection;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Two connections, each made when first needed and made anew after a loss: windows have one, publishing and questions the other,
 * since a broker short of memory stops reading from connections that publish.
 */
final class RabbitConnections {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitConnections.class);

    private static final int NOT_FOUND = 404;

    private final CachingConnectionFactory factory;
    private volatile @Nullable String blocked;

    /**
     * @param answerTimeout for all that is asked of the broker
     * @param connected called whenever a connection for publishing was made: the broker may be another
     */
    RabbitConnections(
            AmqpSettings settings, String name, Duration answerTimeout, Runnable connected) {
        factory = RabbitClient.factory(settings, name, answerTimeout);
        publishing().addConnectionListener(connection -> {
            blocked = null;
            if (connection != null) {
                RabbitClient.raw(connection)
                        .addBlockedListener(blockedCallback(), unblockedCallback());
            }
            connected.run();
        });
    }

    /** Why the broker does not read what is published, if so. */
    Optional<String> blocked() {
        return Optional.ofNullable(blocked);
    }

    /** For publishing, declaring and counting; to be closed by the caller. */
    Channel openControlChannel() throws IOException {
        return open(publishing().createConnection());
    }

    /** For a window. Not one of the factory's cached channels, whose close would not close them. */
    Channel openWindowChannel() throws IOException {
        return open(factory.createConnection());
    }

    /** Something to be done over a channel. */
    interface Question<T> {
        T ask(Channel channel) throws IOException;
    }

    /**
     * Asks over a channel of its own, since a broker closes the channel of a question that it refuses.
     *
     * @param failure what could not be done, for people
     * @throws QueueUnavailable if the broker does not answer, or forbids it
     */
    <T> T ask(String failure, Question<T> question) {
        try {
            var channel = openControlChannel();
            try {
                return question.ask(channel);
            } finally {
                abandon(channel);
            }
        } catch (IOException | AmqpException | ShutdownSignalException e) {
            throw new QueueUnavailable(failure, e);
        }
    }

    /** What the broker says of a queue; empty where there is none. Fails as {@link #ask} does. */
    Optional<AMQP.Queue.DeclareOk> look(String queue, String failure) {
        return ask(failure, channel -> {
            try {
                return Optional.of(channel.queueDeclarePassive(queue));
            } catch (IOException e) {
                if (Causes.channelClosedWith(NOT_FOUND, e).isPresent()) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** @throws QueueUnavailable if the broker does not answer */
    Broker broker(Duration consumerTimeout) {
        try {
            var properties =
                    RabbitClient.raw(publishing().createConnection()).getServerProperties();
            return Broker.of(
                    text(properties, "product"), text(properties, "version"), consumerTimeout);
        } catch (AmqpException e) {
            throw new QueueUnavailable("cannot reach the broker", e);
        }
    }

    void close() {
        factory.destroy();
    }

    /** Closes a channel, whatever state it is in, without waiting: a frozen broker does not answer for long. */
    static void abandon(Channel channel) {
        Thread.ofVirtual().name("queue-abandon").start(() -> {
            try {
                channel.abort();
            } catch (IOException e) {
                LOG.debug("{} could not be closed, it is gone", channel, e);
            }
        });
    }

    private static Channel open(Connection connection) throws IOException {
        var channel = RabbitClient.raw(connection).createChannel();
        if (channel == null) {
            throw new IOException("the connection has no channel left");
        }
        return channel;
    }

    private org.springframework.amqp.rabbit.connection.ConnectionFactory publishing() {
        var own = factory.getPublisherConnectionFactory();
        return own == null ? factory : own;
    }

    private BlockedCallback blockedCallback() {
        return reason -> {
            blocked = reason;
            LOG.warn("the broker stopped reading what is published: {}", reason);
        };
    }

    private UnblockedCallback unblockedCallback() {
        return () -> {
            blocked = null;
            LOG.info("the broker reads again what is published");
        };
    }

    private static String text(Map<String, Object> properties, String key) {
        return String.valueOf(properties.getOrDefault(key, "unknown"));
    }
}
