package dev.danmaku.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Rates by room: keys {@code danmaku.rates.*}.
 *
 * @param secondsKept how long a room's seconds stay
 * @param minutesKept how long a room's minutes stay
 * @param redis another Redis than the cluster's; empty for the cluster's
 */
public record RatesSettings(
        boolean enabled,
        Duration secondsKept,
        Duration minutesKept,
        Optional<RedisSettings> redis) {
    public static final RatesSettings DEFAULTS =
            new RatesSettings(true, Duration.ofHours(1), Duration.ofDays(30), Optional.empty());
}
