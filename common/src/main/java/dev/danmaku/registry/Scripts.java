package dev.danmaku.registry;

import dev.danmaku.room.Platform;

import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Runs the Lua scripts under {@code resources/redis}, each behind the common prelude, by their digests. */
final class Scripts {
    private static final String PRELUDE = read("prelude");
    /**
     * After an answer that did not come none is waited for, for this long: a caller with hundreds of things to say must not wait out
     * hundreds of timeouts on a Redis that hangs.
     */
    private static final Duration BREATH = Duration.ofMillis(300);

    private final UnifiedJedis redis;
    private final LongSupplier nanoTime;
    private volatile long silentUntilNanos;
    private volatile boolean silent;
    private final Map<String, String> digests = new ConcurrentHashMap<>();

    /** @param nanoTime as {@link System#nanoTime} */
    Scripts(UnifiedJedis redis, LongSupplier nanoTime) {
        this.redis = redis;
        this.nanoTime = nanoTime;
    }

    /**
     * Runs one script on the keys of a platform.
     *
     * @throws RegistryUnavailable if Redis did not answer or the script failed
     */
    Object run(String name, Platform platform, List<String> args) {
        var keys = Keys.of(platform);
        refuseWhileSilent(name);
        try {
            try {
                return redis.evalsha(digest(name), keys, args);
            } catch (JedisNoScriptException e) {
                // Redis was restarted or flushed its scripts
                return redis.eval(source(name), keys, args);
            }
        } catch (JedisConnectionException e) {
            forgetConnections();
            silentUntilNanos = nanoTime.getAsLong() + BREATH.toNanos();
            silent = true;
            throw new RegistryUnavailable(name, e);
        } catch (JedisException e) {
            throw new RegistryUnavailable(name, e);
        }
    }

    private void refuseWhileSilent(String name) {
        if (silent) {
            if (nanoTime.getAsLong() - silentUntilNanos < 0) {
                throw new RegistryUnavailable(name, "it did not answer a moment ago");
            }
            silent = false;
        }
    }

    /** The pool's other connections went to the same server: they are broken too. */
    private void forgetConnections() {
        if (redis instanceof RedisClient client) {
            client.getPool().clear();
        }
    }

    private String digest(String name) {
        return digests.computeIfAbsent(name, n -> Digest.sha1(source(n)));
    }

    private static String source(String name) {
        return PRELUDE + read(name);
    }

    private static String read(String name) {
        try (var in = Scripts.class.getResourceAsStream("/redis/" + name + ".lua")) {
            if (in == null) {
                throw new IllegalStateException("the build lacks redis/" + name + ".lua");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
