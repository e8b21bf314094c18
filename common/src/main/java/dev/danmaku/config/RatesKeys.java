package dev.danmaku.config;

import java.time.Duration;

/** The settings {@code danmaku.rates.*}. */
final class RatesKeys {
    private static final RatesSettings D = RatesSettings.DEFAULTS;

    static final SettingGroup GROUP = new SettingGroup("danmaku.rates");
    static final Setting<Boolean> ENABLED = GROUP.add(
            "enabled",
            Shape.yesNo(),
            D.enabled(),
            "whether chats, users, viewers and gifts are counted by room and kept in Redis");
    static final Setting<Duration> SECONDS_KEPT = GROUP.add(
            "seconds-kept",
            Shape.duration(Duration.ofMinutes(1), Duration.ofDays(1)),
            D.secondsKept(),
            "how long counts by second stay");
    static final Setting<Duration> MINUTES_KEPT = GROUP.add(
            "minutes-kept",
            Shape.duration(Duration.ofMinutes(10), Duration.ofDays(366)),
            D.minutesKept(),
            "how long counts by minute stay");
    static final Setting<String> REDIS_URL = GROUP.add(
            "redis-url",
            SharedKeys.otherRedis(),
            "",
            "the Redis of the rates; the cluster's when none is given");

    private RatesKeys() {}

    static RatesSettings read(SettingValues values) {
        return new RatesSettings(
                values.get(ENABLED),
                values.get(SECONDS_KEPT),
                values.get(MINUTES_KEPT),
                SharedKeys.otherRedis(values.get(REDIS_URL)));
    }
}
