package dev.danmaku.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The sink {@code redis}: keys {@code danmaku.sinks.redis.*}.
 *
 * @param redis another Redis than the cluster's; empty for the cluster's
 * @param maxLength events that a room's stream keeps, about
 * @param keep how long a room's stream stays after its last event
 */
public record RedisSinkSettings(Optional<RedisSettings> redis, int maxLength, Duration keep) {
    public static final RedisSinkSettings DEFAULTS =
            new RedisSinkSettings(Optional.empty(), 1000, Duration.ofDays(1));
}
