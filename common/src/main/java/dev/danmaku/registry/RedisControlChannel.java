package dev.danmaku.registry;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The control channels over Redis' publish and subscribe. */
public final class RedisControlChannel implements ControlChannel {
    private static final Logger LOG = LoggerFactory.getLogger(RedisControlChannel.class);
    private static final Duration RETRY = Duration.ofMillis(200);

    private final UnifiedJedis redis;
    private volatile boolean closed;
    private volatile @Nullable Subscription subscription;
    private @Nullable Thread listener;

    public RedisControlChannel(UnifiedJedis redis) {
        this.redis = redis;
    }

    @Override
    public long tell(String session, ControlMessage message) {
        try {
            return redis.publish(Keys.CONTROL_CHANNEL + session, ControlMessageJson.write(message));
        } catch (JedisException e) {
            throw new RegistryUnavailable("publish", e);
        }
    }

    @Override
    public List<String> listening() {
        try {
            var command = new CommandArguments(Protocol.Command.PUBSUB)
                    .add("CHANNELS")
                    .add(Keys.CONTROL_CHANNEL + "*");
            return redis
                    .executeCommand(new CommandObject<>(command, BuilderFactory.STRING_LIST))
                    .stream()
                    .map(channel -> channel.substring(Keys.CONTROL_CHANNEL.length()))
                    .toList();
        } catch (JedisException e) {
            throw new RegistryUnavailable("pubsub channels", e);
        }
    }

    /** On a thread and a connection of its own. */
    @Override
    public void listen(String session, Consumer<ControlMessage> consumer, Runnable subscribed) {
        listener = Thread.ofPlatform().name("control").daemon().start(() -> {
            while (!closed) {
                listenOnce(session, consumer, subscribed);
            }
        });
    }

    private void listenOnce(
            String session, Consumer<ControlMessage> consumer, Runnable subscribed) {
        var current = new Subscription(consumer, subscribed);
        subscription = current;
        try {
            redis.subscribe(current, Keys.CONTROL_CHANNEL + session);
        } catch (JedisException e) {
            if (!closed) {
                LOG.debug("the control channel broke: {}", e.getMessage());
                LockSupport.parkNanos(RETRY.toNanos());
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        var current = subscription;
        try {
            if (current != null && current.isSubscribed()) {
                current.unsubscribe();
            }
        } catch (JedisException e) {
            LOG.debug("unsubscribing failed, the thread is a daemon: {}", e.getMessage());
        }
        if (listener != null) {
            listener.interrupt();
        }
    }

    private static final class Subscription extends JedisPubSub {
        private final Consumer<ControlMessage> consumer;
        private final Runnable subscribed;

        Subscription(Consumer<ControlMessage> consumer, Runnable subscribed) {
            this.consumer = consumer;
            this.subscribed = subscribed;
        }

        @Override
        public void onSubscribe(String channel, int channels) {
            subscribed.run();
        }

        @Override
        public void onMessage(String channel, String message) {
            ControlMessageJson.read(message)
                    .ifPresentOrElse(
                            consumer,
                            () -> LOG.debug("no word of ours on {}: {}", channel, message));
        }
    }
}
