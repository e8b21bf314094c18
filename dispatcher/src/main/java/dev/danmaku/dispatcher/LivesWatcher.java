package dev.danmaku.dispatcher;

import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Hears from Redis that a lives set changed. Switches keyspace notifications on where it may; where it may not, the poll has to do. A
 * notification does not say which member came, and may be lost: it is a hint.
 */
final class LivesWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LivesWatcher.class);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final String SETTING = "notify-keyspace-events";
    /** Keyspace events of sets, and of keys as a whole (deleted, renamed). */
    private static final String NEEDED = "Ksg";

    private final UnifiedJedis redis;
    private final int database;
    private final Consumer<Platform> changed;
    private final Thread thread;
    private volatile @Nullable Subscription subscription;
    private volatile boolean closed;
    private boolean forbidden;

    /** @param changed called on this watcher's thread; must not block */
    LivesWatcher(UnifiedJedis redis, int database, Consumer<Platform> changed) {
        this.redis = redis;
        this.database = database;
        this.changed = changed;
        this.thread = Thread.ofPlatform().name("lives-watcher").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try {
                switchOn();
                var current = new Subscription();
                subscription = current;
                redis.psubscribe(current, channel("*_lives"));
            } catch (JedisException e) {
                LOG.debug("no notifications for now: {}", e.getMessage());
                LockSupport.parkNanos(RETRY.toNanos());
            }
        }
    }

    private String channel(String key) {
        return "__keyspace@" + database + "__:" + key;
    }

    private void switchOn() {
        try {
            var read = redis.executeCommand(new CommandObject<>(
                    new CommandArguments(Protocol.Command.CONFIG).add("GET").add(SETTING),
                    BuilderFactory.STRING_LIST));
            var flags = read.size() < 2 ? "" : read.get(1);
            var wanted = with(flags);
            if (!wanted.equals(flags)) {
                redis.configSet(SETTING, wanted);
                LOG.info("keyspace notifications are on: {}", wanted);
            }
            forbidden = false;
        } catch (JedisDataException e) {
            tellForbidden(e);
        }
    }

    private void tellForbidden(JedisDataException e) {
        if (!forbidden) {
            forbidden = true;
            LOG.warn(
                    "whether Redis sends keyspace notifications can be neither seen nor set here ({}): see to it that"
                            + " '{}' has {}, or grant '+config|get +config|set'; what they miss is found by the poll",
                    e.getMessage(),
                    SETTING,
                    NEEDED);
        }
    }

    /** The flags that are there, and those we need; A stands for all kinds of events. */
    static String with(String flags) {
        var wanted = new StringBuilder(flags);
        for (var flag : NEEDED.toCharArray()) {
            var there = flags.indexOf(flag) >= 0 || (flag != 'K' && flags.indexOf('A') >= 0);
            if (!there) {
                wanted.append(flag);
            }
        }
        return wanted.toString();
    }

    @Override
    public void close() {
        closed = true;
        var current = subscription;
        try {
            if (current != null && current.isSubscribed()) {
                current.punsubscribe();
            }
        } catch (JedisException e) {
            LOG.debug("unsubscribing failed, the thread is a daemon: {}", e.getMessage());
        }
        LockSupport.unpark(thread);
    }

    private final class Subscription extends JedisPubSub {
        private final Map<String, Platform> byChannel = Map.of(
                channel(Platform.KUAISHOU.livesKey()), Platform.KUAISHOU,
                channel(Platform.DOUYU.livesKey()), Platform.DOUYU,
                channel(Platform.BILIBILI.livesKey()), Platform.BILIBILI);

        @Override
        public void onPSubscribe(String pattern, int subscribed) {
            // what changed before we listened
            byChannel.values().forEach(changed);
        }

        @Override
        public void onPMessage(String pattern, String channel, String event) {
            var platform = byChannel.get(channel);
            if (platform != null) {
                changed.accept(platform);
            }
        }
    }
}
