package dev.danmaku.bench.scale;

import dev.danmaku.testing.memory.BrokerLink;
import dev.danmaku.testing.memory.MemoryRedis;
import dev.danmaku.testing.simulated.SimThread;

import redis.clients.jedis.exceptions.JedisConnectionException;

import java.util.List;

/** A process: it lives, then it is dead. Counts what it asks of the servers. */
final class ScaleProcess implements SimThread.Host, MemoryRedis.Wire, BrokerLink {
    private final ScaleWorld world;
    private final String name;
    private boolean alive = true;
    private long asked;

    ScaleProcess(ScaleWorld world, String name) {
        this.world = world;
        this.name = name;
    }

    String name() {
        return name;
    }

    SimThread thread() {
        return new SimThread(world.timeline(), this);
    }

    void die() {
        alive = false;
    }

    @Override
    public boolean alive() {
        return alive;
    }

    @Override
    public boolean frozen() {
        return false;
    }

    /** Commands to Redis so far. */
    long asked() {
        return asked;
    }

    // To Redis

    @Override
    public void before(List<String> command) {
        if (!alive) {
            throw new JedisConnectionException("its process is dead");
        }
        asked++;
        world.commands().count(world.timeline().nanos(), command);
    }

    @Override
    public void after(List<String> command) {}

    // To the broker

    @Override
    public Sending sending() {
        world.messages().count(world.timeline().nanos(), 1);
        return BrokerLink.super.sending();
    }

    @Override
    public boolean acks() {
        world.messages().count(world.timeline().nanos(), 1);
        return alive;
    }
}
