package dev.danmaku.standalone.role;

import dev.danmaku.config.Settings;
import dev.danmaku.registry.Keys;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.room.RoomId;
import dev.danmaku.standalone.embedded.EmbeddedBroker;
import dev.danmaku.standalone.embedded.EmbeddedRedis;

import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.UnifiedJedis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Dispatcher, worker and console in one process, with the servers that the settings do not name. */
public final class Cluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final String REDIS_URL = "danmaku.redis-url";
    private static final String AMQP_URL = "danmaku.amqp-url";
    private static final long LOOK_AGAIN_MILLIS = 50;
    private static final int IDS_AT_ONCE = 1000;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final Settings settings;
    private final UnifiedJedis redis;
    private @Nullable ConsoleRole console;

    private Cluster(Settings settings, UnifiedJedis redis) {
        this.settings = settings;
        this.redis = redis;
        parts.push(redis);
    }

    /**
     * Starts what is needed.
     *
     * @param redisPort of the embedded Redis, where the settings name none; 0 for any
     * @param amqpPort of the embedded broker, where the settings name none; 0 for any
     */
    public static Cluster start(
            Settings settings, int redisPort, int amqpPort, String version, MeterRegistry meters) {
        var broker = CompletableFuture.supplyAsync(
                () -> settings.given(AMQP_URL) ? null : EmbeddedBroker.start(amqpPort));
        var server = settings.given(REDIS_URL) ? null : EmbeddedRedis.start(redisPort);
        var amqp = broker.join();
        var effective = settings.with(
                server == null ? null : server.url(), amqp == null ? null : amqp.url(), null);
        tellIfMoved("Redis", redisPort, server == null ? redisPort : server.port());
        tellIfMoved("AMQP", amqpPort, amqp == null ? amqpPort : amqp.port());

        var cluster =
                new Cluster(effective, RedisConnections.open(effective.redis(), "danmaku-up"));
        cluster.closeLast(amqp);
        cluster.closeLast(server);
        try {
            cluster.startRoles(effective, version, meters);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private void startRoles(Settings effective, String version, MeterRegistry meters) {
        var dispatcher = DispatcherRole.start(effective, meters);
        parts.push(dispatcher);
        var worker = WorkerRole.start(effective, version, meters);
        parts.push(worker);
        console = ConsoleRole.startSomewhere(effective, version);
        parts.push(console);
        worker.drainOrdered().thenAccept(over::complete);
        Stream.of(dispatcher.refused(), worker.refused())
                .forEach(refused -> refused.exceptionally(reason -> {
                    over.completeExceptionally(reason);
                    return null;
                }));
    }

    private void closeLast(@Nullable AutoCloseable part) {
        if (part != null) {
            parts.addLast(part);
        }
    }

    private static void tellIfMoved(String what, int wanted, int got) {
        if (wanted != 0 && wanted != got) {
            LOG.warn("port {} is taken: {} listens on {}", wanted, what, got);
        }
    }

    /**
     * Completes when somebody wants the worker to give everything away and end; fails if the broker, when it comes up, has queues
     * of our names with other properties.
     */
    public CompletableFuture<Void> over() {
        return over;
    }

    /** Where its console's page is. */
    public String consoleUrl() {
        return Objects.requireNonNull(console).url();
    }

    /** Puts rooms into their lives sets. */
    public void addRooms(List<RoomId> rooms) {
        for (var from = 0; from < rooms.size(); from += IDS_AT_ONCE) {
            rooms.subList(from, Math.min(from + IDS_AT_ONCE, rooms.size())).stream()
                    .collect(Collectors.groupingBy(RoomId::platform))
                    .forEach((platform, own) -> redis.sadd(
                            platform.livesKey(),
                            own.stream().map(RoomId::id).toArray(String[]::new)));
        }
    }

    /** Returns when the registry is open and the worker has registered, or somebody wants to stop. */
    public void awaitUp(Future<?> stopped) throws InterruptedException {
        while (!stopped.isDone()
                && !(redis.exists(Keys.GENERATION) && redis.exists(Keys.SESSIONS))) {
            try {
                stopped.get(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                LOG.trace("not up yet");
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The command that speaks to the Redis in use, without a command for it. */
    public String redisCli() {
        var target = settings.redis();
        if (target.master() != null) {
            return "redis-cli";
        }
        var address = target.addresses().getFirst();
        var local = address.host().equals("127.0.0.1") || address.host().equals("localhost");
        return "redis-cli" + (local ? "" : " -h " + address.host()) + " -p " + address.port()
                + (target.database() == 0 ? "" : " -n " + target.database());
    }

    @Override
    public void close() {
        for (var part : parts) {
            try {
                part.close();
            } catch (Exception e) { // AutoCloseable's own; the others are to be closed all the same
                LOG.warn("{} did not close well", part, e);
            }
        }
        parts.clear();
    }
}
