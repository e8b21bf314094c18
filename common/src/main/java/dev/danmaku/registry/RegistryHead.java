package dev.danmaku.registry;

import org.jspecify.annotations.Nullable;

import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Response;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What every reading of the registry begins with: Redis' clock, the generation, and who counts as alive. */
final class RegistryHead {
    private final Response<List<String>> clock;
    private final Response<String> generation;
    private final Response<String> coming;
    private final Response<Map<String, String>> pulse;

    /** Asks; the answers are there once the transaction was carried out. */
    RegistryHead(AbstractTransaction transaction) {
        clock = transaction.executeCommand(new CommandObject<>(
                new CommandArguments(Protocol.Command.TIME), BuilderFactory.STRING_LIST));
        generation = transaction.get(Keys.GENERATION);
        coming = transaction.get(Keys.NEXT_GENERATION);
        pulse = transaction.hgetAll(Keys.PULSE);
    }

    RegistryState state(OptionalInt dispatchers) {
        return new RegistryState(
                Instant.ofEpochMilli(nowMillis()),
                number(generation.get()),
                number(coming.get()),
                instant(pulse("seen")),
                dispatchers);
    }

    /**
     * @param deadline of the session; null where it is unknown
     * @param about what the worker says of itself; null where that is unknown
     */
    WorkerView worker(String session, @Nullable Double deadline, @Nullable String about) {
        if (deadline == null) {
            return WorkerView.of(session, false, null, about);
        }
        // as the scripts' prelude has it: late is dead unless Redis was away
        var alive = deadline >= nowMillis() || nowMillis() < pulse("amnesty");
        return WorkerView.of(session, alive, instant(deadline.longValue() - lasts()), about);
    }

    private long nowMillis() {
        var time = clock.get();
        return Long.parseLong(time.get(0)) * 1000 + Long.parseLong(time.get(1)) / 1000;
    }

    private long lasts() {
        return pulse("deadline");
    }

    private long pulse(String field) {
        var value = number(pulse.get().get(field));
        return value == null ? 0 : value;
    }

    private static @Nullable Long number(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
