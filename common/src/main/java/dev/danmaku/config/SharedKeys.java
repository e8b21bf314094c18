package dev.danmaku.config;

import java.util.Optional;

/** The settings that every role has: {@code danmaku.redis-url}, {@code danmaku.amqp-url}, {@code danmaku.log-*}. */
final class SharedKeys {
    private static final String REDIS_URLS =
            "redis://[user:password@]host:port[/database], rediss:// for TLS,"
                    + " or redis-sentinel://[user:password@]host:port,host:port/primary[?db=number]";
    private static final String AMQP_URLS =
            "amqp://[user:password@]host:port[,host:port][/virtual-host], amqps:// for TLS";

    static final SettingGroup GROUP = new SettingGroup("danmaku");
    static final Setting<String> REDIS_URL = GROUP.add(
            "redis-url",
            Shape.serverUrl(REDIS_URLS, RedisSettings::parse),
            RedisSettings.DEFAULT_URL,
            "the one Redis primary");
    static final Setting<String> AMQP_URL = GROUP.add(
            "amqp-url",
            Shape.serverUrl(AMQP_URLS, AmqpSettings::parse),
            AmqpSettings.DEFAULT_URL,
            "RabbitMQ, or the nodes of one RabbitMQ cluster");

    static final Setting<LogLevel> LOG_LEVEL = GROUP.add(
            "log-level",
            Shape.choice(LogLevel.class),
            LogLevel.INFO,
            "how much the process tells on standard error");
    static final Setting<LogFormat> LOG_FORMAT = GROUP.add(
            "log-format",
            Shape.choice(LogFormat.class),
            LogFormat.TEXT,
            "text for people, or json: an object a line");

    private SharedKeys() {}

    static RedisSettings redis(SettingValues values) {
        return RedisSettings.parse(values.get(REDIS_URL));
    }

    static AmqpSettings amqp(SettingValues values) {
        return AmqpSettings.parse(values.get(AMQP_URL));
    }

    /** Of a Redis beside the cluster's; nothing stands for the cluster's. */
    static Shape<String> otherRedis() {
        return Shape.serverUrl(REDIS_URLS, SharedKeys::otherRedis);
    }

    static Optional<RedisSettings> otherRedis(String url) {
        return url.isEmpty() ? Optional.empty() : Optional.of(RedisSettings.parse(url));
    }

    /** Of a RabbitMQ beside the cluster's; nothing stands for the cluster's. */
    static Shape<String> otherAmqp() {
        return Shape.serverUrl(AMQP_URLS, SharedKeys::otherAmqp);
    }

    static Optional<AmqpSettings> otherAmqp(String url) {
        return url.isEmpty() ? Optional.empty() : Optional.of(AmqpSettings.parse(url));
    }
}
