package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.config.Settings;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.LinkedHashMap;
import java.util.Map;

/** The flags of every command that joins a cluster: its settings, and its two servers. */
final class ServerFlags {
    @Mixin
    private SettingFlags flags = new SettingFlags();

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

    /** As {@link SettingFlags#load}. */
    Settings load(Shell shell) throws BadSettings {
        return load(shell, Map.of());
    }

    /** @param more flags of the command itself */
    Settings load(Shell shell, Map<String, @Nullable String> more) throws BadSettings {
        var given = settings();
        given.putAll(more);
        return flags.load(shell, given);
    }

    /** As {@link SettingFlags#loadQuietly}. */
    Settings loadQuietly(Shell shell) throws BadSettings {
        return flags.loadQuietly(shell, settings());
    }

    private Map<String, @Nullable String> settings() {
        var settings = new LinkedHashMap<String, @Nullable String>();
        settings.put("danmaku.redis-url", redis);
        settings.put("danmaku.amqp-url", amqp);
        return settings;
    }
}
