package dev.danmaku.dispatcher;

import dev.danmaku.config.DispatcherSettings;
import dev.danmaku.queue.JobQueue;
import dev.danmaku.registry.ControlChannel;
import dev.danmaku.registry.DispatcherRegistry;
import dev.danmaku.registry.RedisCheck;
import dev.danmaku.room.Platform;

import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.UnifiedJedis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;

/** Turns lives sets into jobs and mends what was lost on the way. See the package for the picture. */
public final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final LivesWatcher watcher;
    private final Passes passes;
    private final Map<Platform, PassLoop> claims = new EnumMap<>(Platform.class);
    private final List<PassLoop> loops = new ArrayList<>();

    /**
     * @param database of the Redis client, whose notifications are heard
     * @param platforms whose lives sets are served
     * @param sessionDeadline of the workers: how long a fresh Redis is left to them
     */
    public Dispatcher(
            DispatcherSettings settings,
            UnifiedJedis redis,
            int database,
            RedisCheck check,
            DispatcherRegistry registry,
            ControlChannel control,
            JobQueue queue,
            Set<Platform> platforms,
            Duration sessionDeadline,
            MeterRegistry meters,
            InstantSource clock) {
        this.passes = new Passes(
                settings,
                redis,
                check,
                registry,
                control,
                queue,
                sessionDeadline,
                meters,
                clock,
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("confirms").daemon().factory()));
        for (var platform : platforms) {
            claims.put(
                    platform,
                    new PassLoop(
                            "dispatch-" + platform.keyPrefix(),
                            settings.poll(),
                            passes.claim(platform)));
            loops.add(new PassLoop(
                    "repair-" + platform.keyPrefix(),
                    settings.repairInterval(),
                    passes.repair(platform)));
        }
        loops.addAll(claims.values());
        this.watcher = new LivesWatcher(redis, database, this::wake);
    }

    private void wake(Platform platform) {
        var loop = claims.get(platform);
        if (loop != null) {
            loop.wake();
        }
    }

    /** Begins to claim, publish and repair. */
    public void start() {
        loops.forEach(PassLoop::start);
        watcher.start();
        LOG.info(
                "dispatching {}",
                claims.keySet().stream().map(Platform::livesKey).toList());
    }

    /** Whether all its loops go on; a server that is away does not end them. */
    public boolean alive() {
        return loops.stream().allMatch(PassLoop::alive);
    }

    /** Ends after the passes under way; what is claimed and not confirmed is left to another dispatcher's repair. */
    @Override
    public void close() {
        loops.forEach(PassLoop::close);
        passes.close();
        // last: its connection may go back to the others with an answer that nobody reads
        watcher.close();
    }
}
