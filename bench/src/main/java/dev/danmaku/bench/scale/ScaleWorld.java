package dev.danmaku.bench.scale;

import dev.danmaku.config.DispatcherSettings;
import dev.danmaku.config.ScaleSettings;
import dev.danmaku.config.WorkerSettings;
import dev.danmaku.dispatcher.Passes;
import dev.danmaku.registry.RedisCheck;
import dev.danmaku.registry.RedisDispatcherRegistry;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.memory.MemoryBroker;
import dev.danmaku.testing.memory.MemoryRedis;
import dev.danmaku.testing.simulated.SimThread;
import dev.danmaku.testing.simulated.Timeline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import redis.clients.jedis.UnifiedJedis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** The servers, the workers, one dispatcher, and who watches which room. Everything happens on the caller's thread. */
final class ScaleWorld {
    static final Platform PLATFORM = Platform.KUAISHOU;
    private static final String ID = "3x";
    private static final int SADD_AT_ONCE = 1000;
    /** What Redis takes for a script of a dispatcher's walk, in batches of 500 rooms (bench {@code reconcile}). */
    private static final Duration CLAIM_STEP = Duration.ofNanos(950_000);

    private static final Duration REPAIR_STEP = Duration.ofNanos(1_850_000);

    private final Timeline timeline;
    private final ScaleProcess outside = new ScaleProcess(this, "outside");
    private final SimThread events;
    private final MemoryRedis redis;
    private final UnifiedJedis people;
    private final MemoryBroker broker;
    private final Lines lines = new Lines();
    private final Commands commands = new Commands();
    private final PerSecond messages = new PerSecond();
    private final PerSecond connects = new PerSecond();
    private final List<ScaleWorker> workers = new ArrayList<>();
    /** For each room: open sockets, and those of them whose events are stored. */
    private final byte[] hearing;

    private final byte[] storing;
    private final int slots;
    private final double connectsPerSecond;
    private int heardRooms;
    private int storedRooms;
    private int doubled;
    private int processes;

    /**
     * @param slots of each worker
     * @param connectsPerSecond of each worker
     */
    ScaleWorld(long seed, int rooms, int slots, double connectsPerSecond) {
        this.timeline = new Timeline(new SplittableRandom(seed));
        this.events = outside.thread();
        this.redis = new MemoryRedis(timeline::millis);
        this.people = redis.client();
        this.broker = new MemoryBroker(events, timeline);
        this.hearing = new byte[rooms];
        this.storing = new byte[rooms];
        this.slots = slots;
        this.connectsPerSecond = connectsPerSecond;
    }

    Timeline timeline() {
        return timeline;
    }

    MemoryRedis redis() {
        return redis;
    }

    MemoryBroker broker() {
        return broker;
    }

    Lines lines() {
        return lines;
    }

    /** To Redis: a script is one. */
    Commands commands() {
        return commands;
    }

    /** Published to the broker, and acked. */
    PerSecond messages() {
        return messages;
    }

    PerSecond connects() {
        return connects;
    }

    List<ScaleWorker> living() {
        return workers.stream().filter(ScaleWorker::alive).toList();
    }

    /** All that ever were. */
    List<ScaleWorker> workers() {
        return workers;
    }

    void later(Duration delay, Runnable what) {
        events.after(delay, what);
    }

    void startWorker() {
        workers.add(new ScaleWorker(this, "w" + ++processes, slots, connectsPerSecond));
    }

    void startDispatcher() {
        var settings = DispatcherSettings.DEFAULTS;
        var process = new ScaleProcess(this, "dispatcher");
        var client = redis.client(process);
        var passes = new Passes(
                settings,
                ScaleSettings.DEFAULTS,
                client,
                new RedisCheck(client),
                new RedisDispatcherRegistry(client, timeline::nanos),
                lines.of(process),
                broker.connect(process, process.thread()),
                WorkerSettings.DEFAULTS.sessionDeadline(),
                new SimpleMeterRegistry(),
                timeline,
                process.thread());
        again(process, process.thread(), passes.claim(PLATFORM), CLAIM_STEP, settings.poll());
        again(
                process,
                process.thread(),
                passes.repair(PLATFORM),
                REPAIR_STEP,
                settings.repairInterval());
    }

    /** A pass is over at once here: the time that it would have taken goes by after it, and the rest that follows a long one. */
    private static void again(
            ScaleProcess process,
            SimThread thread,
            Runnable pass,
            Duration step,
            Duration interval) {
        thread.execute(() -> {
            var asked = process.asked();
            pass.run();
            var lasted = step.multipliedBy(process.asked() - asked);
            var rest = lasted.compareTo(interval) > 0 ? lasted : Duration.ZERO;
            thread.after(
                    lasted.plus(rest).plus(interval),
                    () -> again(process, thread, pass, step, interval));
        });
    }

    /** All rooms into the lives set. */
    void addAll() {
        for (var from = 0; from < hearing.length; from += SADD_AT_ONCE) {
            var ids = new String[Math.min(SADD_AT_ONCE, hearing.length - from)];
            for (var i = 0; i < ids.length; i++) {
                ids[i] = ID + (from + i);
            }
            people.sadd(PLATFORM.livesKey(), ids);
        }
    }

    // What is seen

    void connects(ScaleWorker worker) {
        connects.count(timeline.nanos(), 1);
        worker.connects().count(timeline.nanos(), 1);
    }

    /** One socket more, or one less, is open. */
    void heard(RoomId room, int change) {
        heardRooms += add(hearing, room, change);
    }

    /** One more, or one less, stores what it hears. */
    void stored(RoomId room, int change) {
        storedRooms += add(storing, room, change);
        doubled += change > 0 && storing[index(room)] > 1 ? 1 : 0;
    }

    private static int index(RoomId room) {
        return Integer.parseInt(room.id(), ID.length(), room.id().length(), 10);
    }

    /** By how much the number of rooms that have any changes. */
    private static int add(byte[] each, RoomId room, int change) {
        var at = index(room);
        var before = Math.min(1, each[at]);
        each[at] = (byte) (each[at] + change);
        return Math.min(1, each[at]) - before;
    }

    /** Rooms that nobody hears. */
    int unheard() {
        return hearing.length - heardRooms;
    }

    boolean allStored() {
        return storedRooms == storing.length;
    }

    /** How often a room got a second one. */
    int doubled() {
        return doubled;
    }

    /** Goes on until then; false if that took too long. */
    boolean until(BooleanSupplier done, Duration step, Duration limit) {
        var end = timeline.nanos() + limit.toNanos();
        while (!done.getAsBoolean()) {
            if (timeline.nanos() >= end) {
                return false;
            }
            timeline.run(step);
        }
        return true;
    }
}
