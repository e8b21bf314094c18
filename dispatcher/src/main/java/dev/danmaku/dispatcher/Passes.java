package dev.danmaku.dispatcher;

import dev.danmaku.config.DispatcherSettings;
import dev.danmaku.queue.JobQueue;
import dev.danmaku.registry.ControlChannel;
import dev.danmaku.registry.DispatcherRegistry;
import dev.danmaku.registry.PatrolLimits;
import dev.danmaku.registry.RedisCheck;
import dev.danmaku.room.Platform;

import io.micrometer.core.instrument.MeterRegistry;

import redis.clients.jedis.UnifiedJedis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;

/**
 * What a dispatcher does, without the threads that do it again and again: one object for each dispatcher. Passes of different
 * platforms or kinds may run at once, each of them once at a time. A pass throws where a server is away, and is then tried anew.
 */
public final class Passes implements AutoCloseable {
    private final DispatcherSettings settings;
    private final UnifiedJedis redis;
    private final DispatcherRegistry registry;
    private final ControlChannel control;
    private final JobQueue queue;
    private final DispatcherMetrics metrics;
    private final JobPublisher publisher;
    private final RebuildPass rebuild;

    /**
     * @param sessionDeadline of the workers: how long a fresh Redis is left to them
     * @param confirms where the broker's answers are written; closed with this
     */
    public Passes(
            DispatcherSettings settings,
            UnifiedJedis redis,
            RedisCheck check,
            DispatcherRegistry registry,
            ControlChannel control,
            JobQueue queue,
            Duration sessionDeadline,
            MeterRegistry meters,
            InstantSource clock,
            ExecutorService confirms) {
        this.settings = settings;
        this.redis = redis;
        this.registry = registry;
        this.control = control;
        this.queue = queue;
        this.metrics = new DispatcherMetrics(meters);
        this.publisher = new JobPublisher(queue, registry, metrics, confirms);
        this.rebuild = new RebuildPass(registry, control, check, sessionDeadline, clock);
    }

    /** Claims and publishes what a platform's lives set has and nobody carries. */
    public Runnable claim(Platform platform) {
        var pass = new ClaimPass(
                platform,
                new RejectedIds(platform, new LivesSet(redis, platform), metrics),
                registry,
                publisher,
                rebuild,
                metrics,
                settings.scanBatch(),
                settings.claimBatch());
        return metrics.timed("claim", platform, pass);
    }

    /** Mends what a platform's running registry shows to be lost. */
    public Runnable repair(Platform platform) {
        var limits = new PatrolLimits(
                settings.scanBatch(),
                settings.claimedGrace(),
                settings.queuedGrace(),
                settings.queuedLongGrace(),
                settings.openingGrace());
        var pass = new RepairPass(
                platform, registry, queue, publisher, control, rebuild, metrics, limits);
        return metrics.timed("repair", platform, pass);
    }

    /** To be called after the last pass: waits a little for what the broker has yet to say. */
    @Override
    public void close() {
        publisher.close();
    }
}
