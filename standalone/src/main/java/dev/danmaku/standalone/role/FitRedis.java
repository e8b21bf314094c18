package dev.danmaku.standalone.role;

import dev.danmaku.config.RedisSettings;
import dev.danmaku.registry.RedisCheck;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.registry.RegistryUnavailable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.UnifiedJedis;

/** Opens a Redis that the registry may live in. */
final class FitRedis {
    private static final Logger LOG = LoggerFactory.getLogger(FitRedis.class);

    private FitRedis() {}

    /**
     * One that does not answer yet is waited for by whoever uses it.
     *
     * @throws UnfitRedis if it is a cluster, evicts keys, or is too old
     */
    static UnifiedJedis open(RedisSettings settings, String name) {
        var redis = RedisConnections.open(settings, name);
        try {
            var fitness = new RedisCheck(redis).fitness();
            fitness.warnings().forEach(LOG::warn);
            if (!fitness.fit()) {
                redis.close();
                throw new UnfitRedis(String.join("; ", fitness.refusals()));
            }
        } catch (RegistryUnavailable e) {
            LOG.warn("Redis is not there yet: {}", e.getMessage());
        }
        return redis;
    }
}
