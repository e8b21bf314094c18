package dev.danmaku.testing.servers;

import com.rabbitmq.client.ConnectionFactory;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * A private RabbitMQ node with the user guest. Takes 4 to 8 s to start, so tests share one unless they break it. Durable
 * queues and persistent messages outlive a {@link #restart()}.
 */
public final class TestRabbit extends TestServer {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration DEFAULT_CONSUMER_TIMEOUT = Duration.ofMinutes(30);

    private TestRabbit(ServerHost host) {
        super(host, START_LIMIT);
    }

    /**
     * Starts one, and waits until it lets in a client.
     *
     * @param plugins to enable, e.g. {@code rabbitmq_management}
     * @throws IllegalStateException if there is none to start
     */
    public static TestRabbit start(String... plugins) {
        return started(new TestRabbit(RabbitHosts.create(plugins)));
    }

    /** Why no RabbitMQ can be started here; empty if one can. */
    public static Optional<String> obstacle() {
        return RabbitHosts.obstacle();
    }

    public URI uri() {
        return URI.create("amqp://guest:guest@127.0.0.1:" + port());
    }

    /** For plain clients; recovers nothing by itself. */
    public ConnectionFactory connectionFactory() {
        var factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port());
        factory.setAutomaticRecoveryEnabled(false);
        return factory;
    }

    /** Drops the messages that wait in a queue; those that are delivered and unacked stay. */
    public void purge(String queue) {
        host().tool("purge_queue", queue);
    }

    /** Cuts all connections, from the server's side. */
    public void closeConnections() {
        host().tool("close_all_connections", "cut by a test");
    }

    /** For channels that are opened from now on; they look every second, not every minute. */
    public void setConsumerTimeout(Duration timeout) {
        host().tool("eval", """
                application:set_env(rabbit, channel_tick_interval, 1000),
                application:set_env(rabbit, consumer_timeout, %d).""".formatted(timeout.toMillis()));
    }

    /** Cuts all connections, deletes all queues and takes back the consumer timeout. */
    public void reset() {
        host().tool("eval", """
                application:set_env(rabbit, consumer_timeout, %d),
                [rabbit_networking:close_connection(C, "reset") || C <- rabbit_networking:connections()],
                [rabbit_amqqueue:delete(Q, false, false, <<"test">>) || Q <- rabbit_amqqueue:list()].""".formatted(DEFAULT_CONSUMER_TIMEOUT.toMillis()));
    }

    /** Runs {@code rabbitmqctl} on this node and gives what it printed. */
    public String ctl(String... arguments) {
        return host().tool(arguments);
    }

    @Override
    boolean answers() {
        try (var connection = connectionFactory().newConnection()) {
            return connection.isOpen();
        } catch (IOException | TimeoutException e) {
            return false;
        }
    }
}
