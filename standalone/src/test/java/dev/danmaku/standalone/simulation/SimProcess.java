package dev.danmaku.standalone.simulation;

import dev.danmaku.queue.QueueUnavailable;
import dev.danmaku.testing.memory.BrokerLink;
import dev.danmaku.testing.memory.BrokerLink.Sending.Told;
import dev.danmaku.testing.memory.MemoryJobQueue;
import dev.danmaku.testing.memory.MemoryRedis;
import dev.danmaku.testing.simulated.SimThread;

import redis.clients.jedis.exceptions.JedisConnectionException;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A process: what dies, freezes and is cut off as a whole. */
final class SimProcess implements SimThread.Host {
    private static final Duration IN_BETWEEN = Duration.ofMillis(25);
    private static final Duration LATE = Duration.ofSeconds(8);
    private static final Duration LONG_WAIT = Duration.ofSeconds(1);
    private static final int INTERRUPTED_ONE_IN = 12;
    private static final int NESTED_AT_MOST = 6;

    private final World world;
    private final String name;
    private final List<SimThread> threads = new ArrayList<>();
    private final Deque<Wait> waits = new ArrayDeque<>();
    private int freezes;
    private boolean alive = true;
    private boolean frozen;
    private boolean requestsLost;
    private boolean answersLost;
    private boolean cutFromBroker;
    private boolean confirmsLost;
    private boolean lateMessages;
    private boolean acksLost;

    SimProcess(World world, String name) {
        this.world = world;
        this.name = name;
    }

    String name() {
        return name;
    }

    SimThread thread() {
        var thread = new SimThread(world.timeline(), this);
        threads.add(thread);
        return thread;
    }

    @Override
    public boolean alive() {
        return alive;
    }

    @Override
    public boolean frozen() {
        return frozen;
    }

    void die() {
        alive = false;
    }

    void freeze(boolean now) {
        frozen = now;
        freezes++;
        threads.forEach(SimThread::catchUp);
    }

    // Between it and the servers

    void loseRequests(boolean now) {
        requestsLost = now;
    }

    void loseAnswers(boolean now) {
        answersLost = now;
    }

    boolean cutFromRedis() {
        return requestsLost || answersLost;
    }

    void cutFromBroker(boolean now) {
        cutFromBroker = now;
    }

    void loseConfirms(boolean now) {
        confirmsLost = now;
    }

    void sendLate(boolean now) {
        lateMessages = now;
    }

    void loseAcks(boolean now) {
        acksLost = now;
    }

    /** A moment in which others may go on, and this process may end. */
    void pass() {
        live();
        var timeline = world.timeline();
        if (world.depth() < NESTED_AT_MOST && timeline.oneIn(INTERRUPTED_ONE_IN)) {
            var wait = new Wait(timeline.nanos(), freezes);
            waits.push(wait);
            world.meanwhile(timeline.nanos() + timeline.upTo(IN_BETWEEN));
            if (isLong(wait)) {
                world.judge().outOfReach(this, Duration.ZERO);
            }
            waits.pop();
        }
        live();
    }

    /** In the middle of a call, on a thread. */
    private record Wait(long sinceNanos, int freezes) {}

    /** One that froze in between is another thing: it notices that itself. */
    private boolean isLong(Wait wait) {
        return wait.freezes == freezes
                && world.timeline().nanos() - wait.sinceNanos > LONG_WAIT.toNanos();
    }

    /** A call takes very long, since others that froze lie above it on the stack: as good as cut off. */
    boolean waitsLong() {
        return waits.stream().anyMatch(this::isLong);
    }

    private void live() {
        while (alive && frozen) {
            world.meanwhileStep();
        }
        if (!alive) {
            throw new SimThread.Died(name);
        }
    }

    /** To Redis. */
    final class Wire implements MemoryRedis.Wire {
        @Override
        public void before(List<String> command) {
            pass();
            if (requestsLost || world.redisAway()) {
                throw new JedisConnectionException("cut off");
            }
        }

        @Override
        public void after(List<String> command) {
            pass();
            if (answersLost || world.redisAway()) {
                throw new JedisConnectionException("cut off before the answer");
            }
        }
    }

    /** To the broker. */
    final class Link implements BrokerLink {
        @Override
        public void before(String question) throws QueueUnavailable {
            pass();
            if (cutFromBroker) {
                throw MemoryJobQueue.unavailable(question, "cut off");
            }
        }

        @Override
        public Sending sending() {
            live();
            var timeline = world.timeline();
            if (cutFromBroker) {
                return new Sending(timeline.oneIn(2), Duration.ZERO, Told.LOST);
            }
            if (lateMessages) {
                return new Sending(
                        true,
                        Duration.ofNanos(timeline.upTo(LATE)),
                        timeline.oneIn(2) ? Told.LOST : Told.NOTHING);
            }
            if (confirmsLost) {
                return new Sending(
                        timeline.oneIn(2),
                        Duration.ZERO,
                        switch (timeline.oneIn(2) ? 0 : timeline.oneIn(2) ? 1 : 2) {
                            case 0 -> Told.LOST;
                            case 1 -> Told.NACKED;
                            default -> Told.NOTHING;
                        });
            }
            return new Sending(true, Duration.ZERO, Told.WHAT_HAPPENED);
        }

        @Override
        public boolean acks() {
            return alive && !acksLost && !cutFromBroker;
        }
    }
}
