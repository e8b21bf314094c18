package dev.danmaku.standalone.role;

import dev.danmaku.config.Settings;
import dev.danmaku.dispatcher.Dispatcher;
import dev.danmaku.queue.JobQueue;
import dev.danmaku.queue.RabbitJobQueue;
import dev.danmaku.registry.RedisCheck;
import dev.danmaku.registry.RedisControlChannel;
import dev.danmaku.registry.RedisDispatcherRegistry;
import dev.danmaku.room.Platform;
import dev.danmaku.standalone.management.Names;
import dev.danmaku.standalone.management.Probe;
import dev.danmaku.standalone.management.Sign;
import dev.danmaku.standalone.management.Sign.Weight;

import io.micrometer.core.instrument.MeterRegistry;

import redis.clients.jedis.UnifiedJedis;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A dispatcher with its connections. */
public final class DispatcherRole implements AutoCloseable {
    private static final String ROLE = "dispatcher";

    private final UnifiedJedis redis;
    private final JobQueue queue;
    private final FitBroker broker;
    private final Dispatcher dispatcher;
    private final Probe redisProbe;
    private final Probe brokerProbe;

    private DispatcherRole(
            UnifiedJedis redis, JobQueue queue, FitBroker broker, Dispatcher dispatcher) {
        this.redis = redis;
        this.queue = queue;
        this.broker = broker;
        this.dispatcher = dispatcher;
        this.redisProbe = Probe.start(Names.REDIS, redis::ping);
        this.brokerProbe = Probe.start(Names.BROKER, queue::broker);
    }

    /**
     * Connects and begins; servers that are not there yet are waited for.
     *
     * @throws UnfitRedis if the registry may not live in this Redis
     * @throws dev.danmaku.queue.QueueDeclaredOtherwise if the broker has queues of our names with other properties
     */
    public static DispatcherRole start(Settings settings, MeterRegistry meters) {
        var redis = FitRedis.open(settings.redis(), "danmaku-dispatcher");
        var queue = new RabbitJobQueue(
                settings.amqp(), settings.queue(), "danmaku dispatcher", Clock.systemUTC());
        var broker = FitBroker.check(queue, false);
        var dispatcher = new Dispatcher(
                settings.dispatcher(),
                redis,
                settings.redis().database(),
                new RedisCheck(redis),
                new RedisDispatcherRegistry(redis),
                new RedisControlChannel(redis),
                queue,
                EnumSet.allOf(Platform.class),
                settings.worker().sessionDeadline(),
                meters,
                Clock.systemUTC());
        dispatcher.start();
        return new DispatcherRole(redis, queue, broker, dispatcher);
    }

    /** Fails if the broker, when it comes up, has queues of our names with other properties; never completes else. */
    public CompletableFuture<Void> refused() {
        return broker.refused();
    }

    /** How it is: its passes wait for servers that are away, and go on. */
    public List<Sign> signs() {
        var alive = dispatcher.alive();
        return List.of(
                new Sign(ROLE, "passes", Weight.LIFE, alive, alive ? "" : "a loop has ended"),
                redisProbe.sign(ROLE),
                brokerProbe.sign(ROLE));
    }

    @Override
    public void close() {
        redisProbe.close();
        brokerProbe.close();
        broker.close();
        dispatcher.close();
        queue.close();
        redis.close();
    }
}
