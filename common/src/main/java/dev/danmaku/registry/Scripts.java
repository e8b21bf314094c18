package dev.danmaku.registry;

import dev.danmaku.room.Platform;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Runs the Lua scripts under {@code resources/redis}, each behind the common prelude, by their digests. */
final class Scripts {
    private static final Logger LOG = LoggerFactory.getLogger(Scripts.class);
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

    /** One run of one script on the keys of a platform. */
    record Call(String script, Platform platform, List<String> args) {
        private List<String> keys() {
            return Keys.of(platform);
        }
    }

    private record Failure(Call call, JedisDataException why) {}

    /** As {@link #run(Call)}. */
    Object run(String name, Platform platform, List<String> args) {
        return run(new Call(name, platform, args));
    }

    /** @throws RegistryUnavailable if Redis did not answer or the script failed */
    Object run(Call call) {
        return asked(call.script(), () -> {
            try {
                return redis.evalsha(digest(call.script()), call.keys(), call.args());
            } catch (JedisNoScriptException e) {
                return load(call);
            }
        });
    }

    /**
     * Runs scripts one after another, within one round trip. Each is atomic, all of them are not.
     *
     * @param failed in the place of a reply where Redis answered that one script failed: others stand
     * @return their replies, in the order of the calls
     * @throws RegistryUnavailable if Redis did not answer, or refused all; some may have run
     */
    <T> List<T> runAll(List<Call> calls, Function<Object, T> answer, T failed) {
        return asked("a batch", () -> {
            var replies = new ArrayList<Response<Object>>();
            try (var pipeline = redis.pipelined()) {
                for (var call : calls) {
                    replies.add(pipeline.evalsha(digest(call.script()), call.keys(), call.args()));
                }
            }
            var answers = new ArrayList<T>();
            var failures = new ArrayList<Failure>();
            for (var i = 0; i < calls.size(); i++) {
                try {
                    answers.add(answer.apply(reply(replies.get(i), calls.get(i))));
                } catch (JedisDataException e) {
                    failures.add(new Failure(calls.get(i), e));
                    answers.add(failed);
                }
            }
            if (!failures.isEmpty()) {
                tell(failures, calls.size());
            }
            return answers;
        });
    }

    /** @throws JedisDataException if all failed: that is no fault of one record, Redis refuses whatever it is */
    private static void tell(List<Failure> failures, int calls) {
        var first = failures.getFirst();
        if (failures.size() == calls) {
            throw first.why();
        }
        // no arguments: some are secrets
        LOG.warn(
                "Redis refused {} of {} scripts, as in {} of {}: {}",
                failures.size(),
                calls,
                first.call().script(),
                first.call().platform().label(),
                first.why().getMessage());
    }

    private Object reply(Response<Object> reply, Call call) {
        try {
            return reply.get();
        } catch (JedisNoScriptException e) {
            return load(call);
        }
    }

    /** Redis was restarted or flushed its scripts. */
    private Object load(Call call) {
        return redis.eval(source(call.script()), call.keys(), call.args());
    }

    private <T> T asked(String what, Supplier<T> question) {
        refuseWhileSilent(what);
        try {
            return question.get();
        } catch (JedisConnectionException e) {
            forgetConnections();
            silentUntilNanos = nanoTime.getAsLong() + BREATH.toNanos();
            silent = true;
            throw new RegistryUnavailable(what, e);
        } catch (JedisException e) {
            throw new RegistryUnavailable(what, e);
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
