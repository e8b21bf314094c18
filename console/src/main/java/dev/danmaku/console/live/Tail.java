package dev.danmaku.console.live;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/**
 * One connection that listens to Redis' channels: to some always, to others while they are wanted. What is said while it is broken is
 * lost; it comes back by itself.
 */
final class Tail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
    private static final Duration RETRY = Duration.ofMillis(500);

    private final UnifiedJedis redis;
    private final String always;
    private final BiConsumer<String, String> heard;
    private final Thread thread;
    private Set<String> wanted = Set.of();
    private Set<String> subscribed = new HashSet<>();
    private boolean connected;
    private Listener listener = new Listener();
    private volatile boolean closed;

    /**
     * @param always a channel that is listened to in any case
     * @param heard channel and message, on the thread that listens
     */
    Tail(UnifiedJedis redis, String name, String always, BiConsumer<String, String> heard) {
        this.redis = redis;
        this.always = always;
        this.heard = heard;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            var current = new Listener();
            synchronized (this) {
                listener = current;
                connected = false;
            }
            try {
                redis.subscribe(current, always);
            } catch (JedisException e) {
                LOG.debug("the tail broke: {}", e.getMessage());
            }
            synchronized (this) {
                connected = false;
            }
            if (!closed) {
                LockSupport.parkNanos(RETRY.toNanos());
            }
        }
    }

    /** Listens to these, beside the one that it always listens to. */
    synchronized void want(Set<String> channels) {
        wanted = Set.copyOf(channels);
        bringInLine();
    }

    private synchronized void bringInLine() {
        if (!connected) {
            return;
        }
        try {
            var more = wanted.stream().filter(c -> !subscribed.contains(c)).toArray(String[]::new);
            var fewer = subscribed.stream().filter(c -> !wanted.contains(c)).toArray(String[]::new);
            if (more.length > 0) {
                listener.subscribe(more);
            }
            if (fewer.length > 0) {
                listener.unsubscribe(fewer);
            }
            subscribed = new HashSet<>(wanted);
        } catch (JedisException e) {
            LOG.debug("the tail was not told what is wanted: {}", e.getMessage());
        }
    }

    private synchronized void connected(Listener which) {
        if (which == listener) {
            connected = true;
            subscribed = new HashSet<>();
            bringInLine();
        }
    }

    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            try {
                if (connected) {
                    listener.unsubscribe();
                }
            } catch (JedisException e) {
                LOG.debug("unsubscribing failed, the thread is a daemon: {}", e.getMessage());
            }
        }
        thread.interrupt();
    }

    private final class Listener extends JedisPubSub {
        @Override
        public void onSubscribe(String channel, int channels) {
            if (channel.equals(always)) {
                connected(this);
            }
        }

        @Override
        public void onMessage(String channel, String message) {
            try {
                heard.accept(channel, message);
            } catch (RuntimeException e) {
                LOG.debug("what was said on {} is none of ours: {}", channel, e.toString());
            }
        }
    }
}
