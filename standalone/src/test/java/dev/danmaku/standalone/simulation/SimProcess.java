package dev.danmaku.standalone.simulation;

import dev.danmaku.queue.QueueUnavailable;
import dev.danmaku.testing.memory.BrokerLink;
import dev.danmaku.testing.memory.BrokerLink.Sending.Told;
import dev.danmaku.testing.memory.MemoryJobQueue;
import dev.danmaku.testing.memory.MemoryRedis;

import redis.clients.jedis.exceptions.JedisConnectionException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process: what dies, freezes and is cut off as a whole. */
final class SimProcess {
    private static final Duration IN_BETWEEN = Duration.ofMillis(25);
    private static final Duration LATE = Duration.ofSeconds(8);
    private static final int INTERRUPTED_ONE_IN = 12;
    private static final int NESTED_AT_MOST = 6;

    private final World world;
    private final String name;
    private final List<SimThread> threads = new ArrayList<>();
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

    /** Unwinds the stack of a process that died while it waited. No catch of ours stops it. */
    static final class Died extends Error {
        private static final long serialVersionUID = 1L;

        Died(String name) {
            super(name, null, false, false);
        }
    }

    String name() {
        return name;
    }

    SimThread thread() {
        var thread = new SimThread(world.timeline(), this);
        threads.add(thread);
        return thread;
    }

    boolean alive() {
        return alive;
    }

    boolean frozen() {
        return frozen;
    }

    void die() {
        alive = false;
    }

    void freeze(boolean now) {
        frozen = now;
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
            world.meanwhile(timeline.nanos() + timeline.upTo(IN_BETWEEN));
        }
        live();
    }

    private void live() {
        while (alive && frozen) {
            world.meanwhileStep();
        }
        if (!alive) {
            throw new Died(name);
        }
    }

    /** To Redis. */
    final class Wire implements MemoryRedis.Wire {
        @Override
        public void before(String command) {
            pass();
            if (requestsLost || world.redisAway()) {
                throw new JedisConnectionException("cut off");
            }
        }

        @Override
        public void after(String command) {
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
