package dev.danmaku.config;

/** The settings that every role has: {@code danmaku.redis-url}, {@code danmaku.amqp-url}, {@code danmaku.log-level}. */
final class SharedKeys {
    static final SettingGroup GROUP = new SettingGroup("danmaku");
    static final Setting<String> REDIS_URL = GROUP.add(
            "redis-url",
            Shape.serverUrl(
                    "redis://[user:password@]host:port[/database], rediss:// for TLS,"
                            + " or redis-sentinel://[user:password@]host:port,host:port/primary[?db=number]",
                    RedisSettings::parse),
            RedisSettings.DEFAULT_URL,
            "the one Redis primary");
    static final Setting<String> AMQP_URL = GROUP.add(
            "amqp-url",
            Shape.serverUrl(
                    "amqp://[user:password@]host:port[,host:port][/virtual-host], amqps:// for TLS",
                    AmqpSettings::parse),
            AmqpSettings.DEFAULT_URL,
            "RabbitMQ, or the nodes of one RabbitMQ cluster");

    static final Setting<LogLevel> LOG_LEVEL = GROUP.add(
            "log-level",
            Shape.choice(LogLevel.class),
            LogLevel.INFO,
            "how much the process tells on standard error");

    private SharedKeys() {}

    static RedisSettings redis(SettingValues values) {
        return RedisSettings.parse(values.get(REDIS_URL));
    }

    static AmqpSettings amqp(SettingValues values) {
        return AmqpSettings.parse(values.get(AMQP_URL));
    }
}
