package dev.danmaku.config;

import java.time.Duration;

/** The settings {@code danmaku.sinks.redis.*}. */
final class RedisSinkKeys {
    private static final RedisSinkSettings D = RedisSinkSettings.DEFAULTS;

    static final SettingGroup GROUP = new SettingGroup("danmaku.sinks.redis");
    static final Setting<String> URL = GROUP.add(
            "url",
            SharedKeys.otherRedis(),
            "",
            "the Redis of the sink redis; the cluster's when none is given");
    static final Setting<Integer> MAX_LENGTH = GROUP.add(
            "max-length",
            Shape.count(1, 1_000_000),
            D.maxLength(),
            "events that the stream of a room keeps, about");
    static final Setting<Duration> KEEP = GROUP.add(
            "keep",
            Shape.duration(Duration.ofMinutes(1), Duration.ofDays(365)),
            D.keep(),
            "how long the stream of a room stays after its last event");

    private RedisSinkKeys() {}

    static RedisSinkSettings read(SettingValues values) {
        return new RedisSinkSettings(
                SharedKeys.otherRedis(values.get(URL)), values.get(MAX_LENGTH), values.get(KEEP));
    }
}
