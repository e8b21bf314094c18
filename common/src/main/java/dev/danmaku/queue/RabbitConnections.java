package dev.danmaku.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BlockedCallback;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.UnblockedCallback;
import com.rabbitmq.client.impl.ForgivingExceptionHandler;

import dev.danmaku.config.Address;
import dev.danmaku.config.AmqpSettings;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.Connection;

import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.SSLContext;

/**
 * Two connections, each made when first needed and made anew after a loss: windows have one, publishing and questions the other,
 * since a broker short of memory stops reading from connections that publish.
 */
final class RabbitConnections {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitConnections.class);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final int NOT_FOUND = 404;
    /**
     * A frozen worker's consumers go on being given jobs for as long as the broker believes in its connection: two to three times
     * this. So that is about a session's deadline, and not minutes. Losing a connection by mistake closes no socket.
     */
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    private final CachingConnectionFactory factory;
    private volatile @Nullable String blocked;

    /**
     * @param answerTimeout for all that is asked of the broker
     * @param connected called whenever a connection for publishing was made: the broker may be another
     */
    RabbitConnections(
            AmqpSettings settings, String name, Duration answerTimeout, Runnable connected) {
        factory = new CachingConnectionFactory(client(settings, answerTimeout));
        factory.setAddresses(
                settings.addresses().stream().map(Address::toString).toList());
        factory.setConnectionNameStrategy(any -> name);
        factory.setCloseTimeout(Math.toIntExact(CLOSE_TIMEOUT.toMillis()));
        factory.setCloseExceptionLogger((log, message, cause) -> LOG.debug("{}", message, cause));
        publishing().addConnectionListener(connection -> {
            blocked = null;
            if (connection != null) {
                raw(connection).addBlockedListener(blockedCallback(), unblockedCallback());
            }
            connected.run();
        });
    }

    private static ConnectionFactory client(AmqpSettings settings, Duration answerTimeout) {
        var client = new ConnectionFactory();
        client.setUsername(settings.user());
        client.setPassword(settings.password());
        client.setVirtualHost(settings.virtualHost());
        client.setAutomaticRecoveryEnabled(false);
        client.setTopologyRecoveryEnabled(false);
        client.setConnectionTimeout(Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
        client.setChannelRpcTimeout(Math.toIntExact(answerTimeout.toMillis()));
        client.setRequestedHeartbeat(Math.toIntExact(HEARTBEAT.toSeconds()));
        client.setThreadFactory(Thread.ofPlatform().name("amqp-", 1).daemon().factory());
        client.setExceptionHandler(new QuietExceptions());
        if (settings.tls()) {
            trustAsTheJdkDoes(client);
        }
        return client;
    }

    /** The client's own default would take any certificate. */
    private static void trustAsTheJdkDoes(ConnectionFactory client) {
        try {
            client.useSslProtocol(SSLContext.getDefault());
            client.enableHostnameVerification();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
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
            var properties = raw(publishing().createConnection()).getServerProperties();
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
        var channel = raw(connection).createChannel();
        if (channel == null) {
            throw new IOException("the connection has no channel left");
        }
        return channel;
    }

    private static com.rabbitmq.client.Connection raw(Connection connection) {
        var delegate = connection.getDelegate();
        if (delegate == null) {
            throw new IllegalStateException("the connection has no delegate");
        }
        return delegate;
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

    /** What the client would log; we tell every loss ourselves, to those whom it concerns. */
    private static final class QuietExceptions extends ForgivingExceptionHandler {
        @Override
        protected void log(String message, Throwable cause) {
            LOG.debug("{}", message, cause);
        }
    }
}
