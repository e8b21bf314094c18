package dev.danmaku.console;

import dev.danmaku.registry.Keys;
import dev.danmaku.room.Platform;

import redis.clients.jedis.Jedis;

/** What dispatchers and workers would have left in Redis. */
final class Registered {
    static final String WORKER = "host-1a2b";

    private final Jedis redis;

    Registered(Jedis redis) {
        this.redis = redis;
    }

    Registered generation() {
        redis.set(Keys.GENERATION, "7");
        redis.hset("danmaku_pulse", "seen", String.valueOf(System.currentTimeMillis()));
        return this;
    }

    Registered worker(int slots, int rooms) {
        redis.zadd(Keys.SESSIONS, System.currentTimeMillis() + 600_000, WORKER);
        redis.hset(
                Keys.WORKERS,
                WORKER,
                ("{\"host\":\"box\",\"pid\":\"12\",\"version\":\"1\",\"startedAt\":\"1700000000000\",\"slots\":\"%d\","
                                + "\"rooms\":\"%d\",\"eventsPerSecond\":\"30\",\"loopLagMs\":\"2\","
                                + "\"eventsPerSecondOf\":{\"kuaishou\":28,\"bilibili\":2},"
                                + "\"sinks\":[{\"name\":\"jsonl\",\"waiting\":3,\"heldBytes\":0},{\"name\":\"store\","
                                + "\"away\":true,\"waiting\":12,\"heldBytes\":4096,\"lagMs\":2500}]}")
                        .formatted(slots, rooms));
        return this;
    }

    /** One that tells no more than the first version did. */
    Registered olderWorker(String session) {
        redis.zadd(Keys.SESSIONS, System.currentTimeMillis() + 600_000, session);
        redis.hset(
                Keys.WORKERS,
                session,
                "{\"host\":\"old\",\"pid\":\"9\",\"version\":\"0\",\"startedAt\":\"1700000000000\",\"slots\":\"1\",\"rooms\":\"0\"}");
        return this;
    }

    Registered wanted(String id) {
        redis.sadd(Platform.KUAISHOU.livesKey(), id);
        return this;
    }

    Registered watching(String id) {
        return record(id, "watching", "\"session\":\"" + WORKER + "\"");
    }

    Registered parked(String id, String reason) {
        return record(
                id,
                "parked",
                "\"reason\":\"%s\",\"until\":\"%d\",\"parked\":\"1\""
                        .formatted(reason, System.currentTimeMillis() + 600_000));
    }

    Registered record(String id, String state, String more) {
        return record(id, state, 1000, more);
    }

    /** @param ageMillis how long it has been in this state */
    Registered since(String id, String state, long ageMillis) {
        return record(id, state, ageMillis, "\"x\":\"y\"");
    }

    /** Rooms {@code 3xmany0} and so on, every other of which is watched. */
    Registered many(int rooms) {
        try (var pipeline = redis.pipelined()) {
            for (var i = 0; i < rooms; i++) {
                var id = "3xmany" + i;
                pipeline.sadd(Platform.KUAISHOU.livesKey(), id);
                pipeline.hset(
                        Keys.running(Platform.KUAISHOU),
                        id,
                        i % 2 == 0
                                ? json("watching", i % 7 * 1000, "\"session\":\"" + WORKER + "\"")
                                : json("queued", i % 5 * 1000, "\"x\":\"y\""));
            }
        }
        return this;
    }

    private Registered record(String id, String state, long ageMillis, String more) {
        wanted(id);
        redis.hset(Keys.running(Platform.KUAISHOU), id, json(state, ageMillis, more));
        return this;
    }

    private static String json(String state, long ageMillis, String more) {
        return ("{\"v\":\"1\",\"state\":\"%s\",\"job\":\"5\",\"gen\":\"7\",\"term\":\"1\",\"since\":\"%d\","
                        + "\"attempts\":{},%s}")
                .formatted(state, System.currentTimeMillis() - ageMillis, more);
    }

    Registered found(String id, String title, String streamer) {
        redis.hset(
                Keys.found(Platform.KUAISHOU),
                id,
                ConsoleUnderTest.JSON.writeValueAsString(ConsoleUnderTest.JSON
                        .createObjectNode()
                        .put("title", title)
                        .put("streamer", streamer)
                        .put("live", "L1")));
        return this;
    }
}
