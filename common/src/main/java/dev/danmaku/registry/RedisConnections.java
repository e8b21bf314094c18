package dev.danmaku.registry;

import dev.danmaku.config.Address;
import dev.danmaku.config.RedisSettings;

import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.UnifiedJedis;

import java.time.Duration;
import java.util.stream.Collectors;

/** Makes clients of the one Redis primary, by its address or through its Sentinels. */
public final class RedisConnections {
    /** A script takes milliseconds: a Redis that says nothing for this long is away. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

    private static final int POOLED = 8;

    private RedisConnections() {}

    /**
     * A pooled client; connects when first used.
     *
     * @param name of the connections, as {@code CLIENT LIST} shows it; no spaces
     */
    public static UnifiedJedis open(RedisSettings settings, String name) {
        var config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(Math.toIntExact(ANSWER_TIMEOUT.toMillis()))
                .socketTimeoutMillis(Math.toIntExact(ANSWER_TIMEOUT.toMillis()))
                // a subscription waits for as long as it takes
                .blockingSocketTimeoutMillis(0)
                .user(settings.user())
                .password(settings.password())
                .database(settings.database())
                .ssl(settings.tls())
                .clientName(name)
                .build();
        return settings.master() == null
                ? RedisClient.builder()
                        .hostAndPort(hostAndPort(settings.addresses().getFirst()))
                        .clientConfig(config)
                        .poolConfig(pool())
                        .build()
                : sentinel(settings, settings.master(), config);
    }

    private static UnifiedJedis sentinel(
            RedisSettings settings, String master, JedisClientConfig config) {
        return RedisSentinelClient.builder()
                .masterName(master)
                .sentinels(settings.addresses().stream()
                        .map(RedisConnections::hostAndPort)
                        .collect(Collectors.toSet()))
                .clientConfig(config)
                .poolConfig(pool())
                .build();
    }

    private static GenericObjectPoolConfig<Connection> pool() {
        var pool = new GenericObjectPoolConfig<Connection>();
        pool.setMaxTotal(POOLED);
        pool.setMaxIdle(POOLED);
        pool.setJmxEnabled(false);
        return pool;
    }

    private static HostAndPort hostAndPort(Address address) {
        return new HostAndPort(address.host(), address.port());
    }
}
