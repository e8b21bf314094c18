package dev.danmaku.standalone.simulation;

import dev.danmaku.config.WorkerSettings;
import dev.danmaku.registry.Keys;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.memory.MemoryBroker;
import dev.danmaku.testing.memory.MemoryRedis;
import dev.danmaku.testing.simulated.SimThread;
import dev.danmaku.testing.simulated.Timeline;

import org.jspecify.annotations.Nullable;

import redis.clients.jedis.UnifiedJedis;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** The servers, the processes, the platforms, and the people who fill the lives sets. */
final class World {
    static final Set<Platform> PLATFORMS = EnumSet.of(Platform.KUAISHOU, Platform.DOUYU);

    private final Mistake mistake;
    private final Forgotten forgotten;
    private final Timeline timeline;
    private final SimProcess outside = new SimProcess(this, "world");
    private final SimThread events;
    private final MemoryRedis redis;
    private final UnifiedJedis people;
    private final MemoryBroker broker;
    private final Switchboard switchboard;
    private final Site site;
    private final Judge judge;
    private final List<SimWorker> workers = new ArrayList<>();
    private final List<SimDispatcher> dispatchers = new ArrayList<>();
    /** What people want. */
    private final Map<RoomId, Boolean> wishes = new LinkedHashMap<>();

    private final Deque<BooleanSupplier> unsaid = new ArrayDeque<>();
    private final Pauses pauses;
    private final @Nullable List<String> trace;
    private boolean redisAway;
    private boolean peace;
    private int depth;
    private int processes;

    World(SplittableRandom random, Mistake mistake, boolean traced) {
        this.mistake = mistake;
        this.trace = traced ? new ArrayList<>() : null;
        this.timeline = new Timeline(random);
        this.forgotten = new Forgotten(timeline);
        this.events = outside.thread();
        this.redis = new MemoryRedis(timeline::millis, mistake::edit);
        this.people = redis.client();
        this.broker = new MemoryBroker(events, timeline);
        this.switchboard = new Switchboard(this);
        this.site = new Site(this, events);
        this.judge = new Judge(this);
        this.pauses = new Pauses(this, people, switchboard.of(outside));
    }

    Timeline timeline() {
        return timeline;
    }

    Forgotten forgotten() {
        return forgotten;
    }

    Mistake mistake() {
        return mistake;
    }

    MemoryRedis redis() {
        return redis;
    }

    MemoryBroker broker() {
        return broker;
    }

    Switchboard switchboard() {
        return switchboard;
    }

    Site site() {
        return site;
    }

    Judge judge() {
        return judge;
    }

    List<SimWorker> workers() {
        return workers;
    }

    List<SimDispatcher> dispatchers() {
        return dispatchers;
    }

    /** Nothing goes wrong any more. */
    void peace() {
        peace = true;
    }

    boolean atPeace() {
        return peace;
    }

    Map<RoomId, Boolean> wishes() {
        return wishes;
    }

    boolean wanted(RoomId room) {
        return Boolean.TRUE.equals(wishes.get(room));
    }

    // Time

    /** Something happens to the world. */
    void later(Duration delay, Runnable what) {
        events.after(delay, what);
    }

    /** Others go on while somebody waits. */
    void meanwhile(long until) {
        depth++;
        try {
            timeline.runUntil(until);
        } finally {
            depth--;
        }
    }

    void meanwhileStep() {
        depth++;
        try {
            if (!timeline.step(Long.MAX_VALUE)) {
                throw new IllegalStateException("nothing will ever happen");
            }
        } finally {
            depth--;
        }
    }

    int depth() {
        return depth;
    }

    // Redis

    boolean redisAway() {
        return redisAway;
    }

    void redisAway(boolean now) {
        redisAway = now;
        if (now) {
            switchboard.restart();
        } else {
            redis.restarted();
        }
    }

    // Processes

    SimWorker startWorker() {
        var worker = new SimWorker(this, "w" + ++processes);
        workers.add(worker);
        return worker;
    }

    SimDispatcher startDispatcher() {
        var dispatcher = new SimDispatcher(
                this, "d" + ++processes, WorkerSettings.DEFAULTS.sessionDeadline());
        dispatchers.add(dispatcher);
        return dispatcher;
    }

    List<SimWorker> living() {
        return workers.stream().filter(SimWorker::alive).toList();
    }

    // People

    void open(RoomId room) {
        site.open(room);
        wishes.put(room, false);
    }

    /** A room that streams is put into the lives set. */
    void add(RoomId room) {
        wishes.put(room, true);
        forgotten.said(room);
        say(() -> {
            people.sadd(room.platform().livesKey(), room.id());
            trace("people", "add %s", room);
            dispatchers.stream()
                    .filter(SimDispatcher::alive)
                    .filter(dispatcher -> timeline.oneIn(2))
                    .forEach(dispatcher -> dispatcher.wake(room.platform()));
        });
    }

    void takeOff(RoomId room) {
        wishes.put(room, false);
        forgotten.said(room);
        say(() -> takeOffNow(room));
    }

    /**
     * A stream that ends at this very moment has no entry that could be taken off: who sees that looks again. If a new stream runs
     * already, the room is back by then.
     */
    private void takeOffNow(RoomId room) {
        var taken = people.srem(room.platform().livesKey(), room.id());
        trace("people", "take off %s", room);
        if (taken == 0 && ending(room)) {
            later(Duration.ofSeconds(1), () -> {
                if (!wanted(room)) {
                    say(() -> takeOffNow(room));
                }
            });
        }
    }

    private boolean ending(RoomId room) {
        var record = people.hget(Keys.running(room.platform()), room.id());
        return record != null && record.contains("\"state\":\"ending\"");
    }

    private void say(Runnable command) {
        sayUntilDone(() -> {
            command.run();
            return true;
        });
    }

    /** @param command whether it is done, or is to be said again */
    void sayUntilDone(BooleanSupplier command) {
        unsaid.add(command);
        sayAll();
    }

    Pauses pauses() {
        return pauses;
    }

    /** People try again when Redis is there again, in their order. */
    private void sayAll() {
        if (redisAway) {
            later(Duration.ofMillis(100), this::sayAll);
            return;
        }
        for (var command = unsaid.poll(); command != null; command = unsaid.poll()) {
            if (!command.getAsBoolean()) {
                unsaid.addFirst(command);
                later(Duration.ofMillis(100), this::sayAll);
                return;
            }
        }
    }

    UnifiedJedis people() {
        return people;
    }

    // What is told afterwards

    boolean tracing() {
        return trace != null;
    }

    void trace(String who, String what, @Nullable Object... words) {
        if (trace != null) {
            trace.add("%9.3f %s%-6s %s"
                    .formatted(
                            timeline.nanos() / 1e9,
                            "  ".repeat(depth),
                            who,
                            words.length == 0 ? what : what.formatted(words)));
        }
    }

    List<String> told() {
        return trace == null ? List.of() : trace;
    }

    /** Each call of a registry and its answer, if anybody wants to know. */
    <T> T traced(SimProcess process, T registry) {
        if (!tracing()) {
            return registry;
        }
        var type =
                Arrays.stream(registry.getClass().getInterfaces()).findFirst().orElseThrow();
        @SuppressWarnings("unchecked")
        var proxy = (T) Proxy.newProxyInstance(
                World.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object answer = "no answer";
                    try {
                        answer = method.invoke(registry, arguments);
                        return answer;
                    } catch (InvocationTargetException e) {
                        answer = e.getCause();
                        throw e.getCause();
                    } finally {
                        trace(
                                process.name(),
                                "%s %s -> %s",
                                method.getName(),
                                Arrays.toString(arguments),
                                answer);
                    }
                });
        return proxy;
    }
}
