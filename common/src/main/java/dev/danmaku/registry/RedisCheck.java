package dev.danmaku.registry;

import dev.danmaku.room.Platform;

import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What Redis says of itself: whether the registry may live there, and for how long it has been up. */
public final class RedisCheck {
    private static final List<String> SECTIONS =
            List.of("server", "memory", "cluster", "replication");

    private final UnifiedJedis redis;

    public RedisCheck(UnifiedJedis redis) {
        this.redis = redis;
    }

    /**
     * To be asked once at start: Redis Cluster, eviction, a version older than 6.2, and keys of ours that are something else
     * are refused.
     *
     * @throws RegistryUnavailable if Redis does not answer
     */
    public RedisFitness fitness() {
        try {
            var told = info().fitness();
            if (!told.fit()) {
                return told; // its keys may not even be looked at
            }
            var refusals = new ArrayList<String>();
            for (var platform : Platform.values()) {
                checkType(platform.livesKey(), "set", refusals);
                checkType(Keys.running(platform), "hash", refusals);
            }
            return new RedisFitness(refusals, told.warnings());
        } catch (JedisAccessControlException e) {
            return new RedisFitness(
                    List.of(),
                    List.of(
                            ("Redis does not let this user look at it (%s): grant '+info +type'; until then see to it that"
                                            + " it is no cluster, 6.2 or newer, with 'maxmemory-policy noeviction'")
                                    .formatted(e.getMessage())));
        } catch (JedisException e) {
            throw new RegistryUnavailable("info", e);
        }
    }

    /** Is it the server that lives in this process? */
    public boolean embedded() {
        return ask().embedded();
    }

    /**
     * Since its start; zero where it does not tell.
     *
     * @throws RegistryUnavailable if Redis does not answer, or forbids the question: how long it has been up must be known
     *     before a generation begins
     */
    public Duration uptime() {
        return ask().uptime().orElse(Duration.ZERO);
    }

    private RedisInfo ask() {
        try {
            return RedisInfo.parse(redis.info("server"));
        } catch (JedisException e) {
            throw new RegistryUnavailable("info", e);
        }
    }

    private RedisInfo info() {
        var text = new StringBuilder();
        SECTIONS.forEach(section -> text.append(redis.info(section)).append('\n'));
        return RedisInfo.parse(text.toString());
    }

    private void checkType(String key, String wanted, List<String> refusals) {
        var type = redis.type(key);
        if (!type.equals(wanted) && !type.equals("none")) {
            refusals.add(
                    "the key %s is a %s, but ours is a %s: rename it, or give the cluster a database of its own"
                            .formatted(key, type, wanted));
        }
    }
}
