package dev.danmaku.config;

import java.time.Duration;

/**
 * What the dispatcher tells those who start and stop workers: keys {@code danmaku.scale.*}.
 *
 * @param headroom beyond the rooms that are watched or wait
 * @param window the figure does not fall below the most of this time
 */
public record ScaleSettings(Headroom headroom, Duration window) {
    /** A tenth, so that a room which is added finds a slot while a worker starts. */
    public static final ScaleSettings DEFAULTS =
            new ScaleSettings(new Headroom(10, true), Duration.ofMinutes(10));
}
