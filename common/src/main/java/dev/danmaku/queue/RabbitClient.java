package dev.danmaku.queue;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.ForgivingExceptionHandler;

import dev.danmaku.config.Address;
import dev.danmaku.config.AmqpSettings;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;

import javax.net.ssl.SSLContext;

/** How we speak to a broker: addresses, login, TLS, timeouts, and nothing that is done over a connection. */
public final class RabbitClient {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitClient.class);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    /**
     * A frozen worker's consumers go on being given jobs for as long as the broker believes in its connection: two to three times
     * this. So that is about a session's deadline, and not minutes. Losing a connection by mistake closes no socket.
     */
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    private RabbitClient() {}

    /**
     * Makes one connection when it is needed, and anew after a loss; connects to nothing yet.
     *
     * @param name of the connections, as the broker's management page shows it
     * @param answerTimeout for all that is asked of the broker
     */
    public static CachingConnectionFactory factory(
            AmqpSettings settings, String name, Duration answerTimeout) {
        var factory = new CachingConnectionFactory(client(settings, answerTimeout));
        factory.setAddresses(
                settings.addresses().stream().map(Address::toString).toList());
        factory.setConnectionNameStrategy(any -> name);
        factory.setCloseTimeout(Math.toIntExact(CLOSE_TIMEOUT.toMillis()));
        factory.setCloseExceptionLogger((log, message, cause) -> LOG.debug("{}", message, cause));
        return factory;
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

    /** The client's connection below spring-amqp's, whose channels are closed when they are closed: none is cached. */
    public static Connection raw(org.springframework.amqp.rabbit.connection.Connection connection) {
        var delegate = connection.getDelegate();
        if (delegate == null) {
            throw new IllegalStateException("the connection has no delegate");
        }
        return delegate;
    }

    /** What the client would log; we tell every loss ourselves, to those whom it concerns. */
    private static final class QuietExceptions extends ForgivingExceptionHandler {
        @Override
        protected void log(String message, Throwable cause) {
            LOG.debug("{}", message, cause);
        }
    }
}
