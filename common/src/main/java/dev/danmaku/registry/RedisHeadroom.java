package dev.danmaku.registry;

import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

import java.time.Duration;
import java.util.Optional;

/**
 * Keeps events and rates from filling a Redis that the registry may live in: it evicts nothing, so a full one would take no claim
 * any more. Where Redis has no {@code maxmemory}, or does not tell, there is nothing to keep to. Used by one thread.
 */
public final class RedisHeadroom {
    /** The registry of a million rooms is some hundred MiB: a fifth of what such a Redis is given. */
    private static final int PERCENT_FOR_ALL_BUT_THE_REGISTRY = 80;

    private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final UnifiedJedis redis;
    private long nextLookNanos = System.nanoTime();
    private Optional<String> full = Optional.empty();

    public RedisHeadroom(UnifiedJedis redis) {
        this.redis = redis;
    }

    /**
     * Why nothing may be written now, if so; looks every 5 s.
     *
     * @throws redis.clients.jedis.exceptions.JedisConnectionException if Redis does not answer
     */
    public Optional<String> full() {
        if (nextLookNanos - System.nanoTime() <= 0) {
            full = look();
            nextLookNanos = System.nanoTime() + LOOK_EVERY_NANOS;
        }
        return full;
    }

    private Optional<String> look() {
        try {
            var info = RedisInfo.parse(redis.info("memory"));
            var max = info.bytes("maxmemory");
            var used = info.bytes("used_memory");
            return max == 0 || used < max / 100 * PERCENT_FOR_ALL_BUT_THE_REGISTRY
                    ? Optional.empty()
                    : Optional.of(
                            "Redis has filled %d of its %d MiB (maxmemory), and the last %d %% are the registry's: give it more, or keep less"
                                    .formatted(
                                            used >> 20,
                                            max >> 20,
                                            100 - PERCENT_FOR_ALL_BUT_THE_REGISTRY));
        } catch (JedisDataException e) {
            return Optional.empty(); // it does not let us look
        }
    }
}
