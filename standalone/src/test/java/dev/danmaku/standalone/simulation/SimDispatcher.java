package dev.danmaku.standalone.simulation;

import dev.danmaku.config.DispatcherSettings;
import dev.danmaku.config.ScaleSettings;
import dev.danmaku.dispatcher.Passes;
import dev.danmaku.queue.QueueUnavailable;
import dev.danmaku.registry.RedisCheck;
import dev.danmaku.registry.RedisDispatcherRegistry;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.room.Platform;
import dev.danmaku.testing.memory.MemoryJobQueue;
import dev.danmaku.testing.simulated.SimThread;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import redis.clients.jedis.exceptions.JedisException;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** A dispatcher's process: the real passes, each on a thread of its own, again and again. */
final class SimDispatcher {
    private static final DispatcherSettings SETTINGS = new DispatcherSettings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(4),
            Duration.ofSeconds(4),
            Duration.ofSeconds(25),
            Duration.ofSeconds(6),
            200,
            500);

    private final World world;
    private final SimProcess process;
    private final MemoryJobQueue queue;
    private final Map<Platform, Runnable> claims = new EnumMap<>(Platform.class);
    private final Map<Platform, SimThread> claiming = new EnumMap<>(Platform.class);

    SimDispatcher(World world, String name, Duration sessionDeadline) {
        this.world = world;
        this.process = new SimProcess(world, name);
        this.queue = world.broker().connect(process.new Link(), process.thread());
        var redis = world.redis().client(process.new Wire());
        var timeline = world.timeline();
        var passes = new Passes(
                SETTINGS,
                ScaleSettings.DEFAULTS,
                redis,
                new RedisCheck(redis),
                world.traced(process, new RedisDispatcherRegistry(redis, timeline::nanos)),
                world.switchboard().of(process),
                queue,
                sessionDeadline,
                new SimpleMeterRegistry(),
                timeline,
                process.thread());
        for (var platform : World.PLATFORMS) {
            var claim = passes.claim(platform);
            var thread = process.thread();
            claims.put(platform, claim);
            claiming.put(platform, thread);
            again(thread, claim, SETTINGS.poll());
            again(process.thread(), passes.repair(platform), SETTINGS.repairInterval());
        }
    }

    private void again(SimThread thread, Runnable pass, Duration interval) {
        thread.execute(() -> {
            run(pass);
            thread.after(interval, () -> again(thread, pass, interval));
        });
    }

    private void run(Runnable pass) {
        try {
            pass.run();
        } catch (RegistryUnavailable | QueueUnavailable | JedisException e) {
            world.trace(process.name(), "waits: %s", e.getMessage());
        }
    }

    SimProcess process() {
        return process;
    }

    boolean alive() {
        return process.alive();
    }

    /** A lives set changed. */
    void wake(Platform platform) {
        var thread = claiming.get(platform);
        var claim = claims.get(platform);
        if (thread != null && claim != null) {
            thread.execute(() -> run(claim));
        }
    }

    void kill() {
        process.die();
        world.later(Duration.ofMillis(30), queue::close);
    }
}
