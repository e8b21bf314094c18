package dev.danmaku.worker.sink.amqp;

import com.rabbitmq.client.SocketConfigurators;

import dev.danmaku.config.AmqpSettings;
import dev.danmaku.queue.RabbitClient;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The connection of the sink. */
final class ExchangeConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeConnection.class);

    private final CachingConnectionFactory factory;
    private volatile @Nullable String blocked;
    private volatile @Nullable Socket socket;

    ExchangeConnection(AmqpSettings settings, String name, Duration answerTimeout) {
        factory = RabbitClient.factory(settings, name, answerTimeout);
        factory.getRabbitConnectionFactory()
                .setSocketConfigurator(SocketConfigurators.defaultConfigurator()
                        .andThen(opened -> socket = opened));
        factory.addConnectionListener(connection -> {
            blocked = null;
            if (connection != null) {
                var raw = RabbitClient.raw(connection);
                raw.addBlockedListener(reason -> blocked = reason, () -> blocked = null);
                raw.addShutdownListener(lost -> blocked = null);
            }
        });
    }

    /** Why the broker does not read what is published, if so. */
    Optional<String> blocked() {
        return Optional.ofNullable(blocked);
    }

    /** @throws org.springframework.amqp.AmqpException if nobody answers */
    ExchangeChannel open(String exchange) throws IOException {
        var channel = RabbitClient.raw(factory.createConnection()).createChannel();
        if (channel == null) {
            throw new IOException("the connection has no channel left");
        }
        return ExchangeChannel.open(channel, exchange);
    }

    /**
     * A broker that reads no more, without saying so, holds up a publish for ever once the network's buffers are full: the socket
     * is closed when the time is over.
     */
    Limit limit(Duration time) {
        return new Limit(time);
    }

    final class Limit implements AutoCloseable {
        private final long endNanos;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        private Limit(Duration time) {
            endNanos = System.nanoTime() + time.toNanos();
            // the confirms have the same time: they are given up first, and the connection stays
            var late = time.plus(Duration.ofSeconds(1));
            done.orTimeout(late.toMillis(), TimeUnit.MILLISECONDS).exceptionally(overdue -> {
                Thread.ofVirtual().name("events-cut").start(ExchangeConnection.this::cut);
                return null;
            });
        }

        Duration left() {
            return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
        }

        @Override
        public void close() {
            done.complete(null);
        }
    }

    private void cut() {
        var stuck = socket;
        if (stuck != null) {
            LOG.warn("the broker reads nothing more: its connection is cut");
            try {
                stuck.close();
            } catch (IOException e) {
                LOG.debug("it was closed before", e);
            }
        }
    }

    void close() {
        factory.destroy();
    }
}
