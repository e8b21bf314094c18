package dev.danmaku.registry;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import redis.clients.jedis.UnifiedJedis;

import java.util.function.Supplier;

/** Hands the contracts within a test class their Redis. */
record RedisUnderTest(Supplier<UnifiedJedis> client) implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == UnifiedJedis.class;
    }

    @Override
    public UnifiedJedis resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return client.get();
    }
}
