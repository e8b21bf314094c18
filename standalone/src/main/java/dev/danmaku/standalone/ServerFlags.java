package dev.danmaku.standalone;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.LinkedHashMap;
import java.util.Map;

/** The flags of every command that joins a cluster. */
final class ServerFlags {
    @Option(
            names = "--redis",
            paramLabel = "URL",
            description = "Redis: redis://, rediss:// or redis-sentinel:// (danmaku.redis-url).")
    private @Nullable String redis;

    @Option(
            names = "--amqp",
            paramLabel = "URL",
            description = "RabbitMQ: amqp:// or amqps:// (danmaku.amqp-url).")
    private @Nullable String amqp;

    /** By setting key; null where the flag was not given. */
    Map<String, @Nullable String> settings() {
        var settings = new LinkedHashMap<String, @Nullable String>();
        settings.put("danmaku.redis-url", redis);
        settings.put("danmaku.amqp-url", amqp);
        return settings;
    }
}
