package dev.danmaku.config;

import java.time.Duration;

/**
 * When to reconnect, to believe an end, and to give up: keys {@code danmaku.watch.*}.
 *
 * @param reconnectMin first back-off of a lost socket, doubled at each failure, full jitter
 * @param reconnectMax longest back-off
 * @param giveUpAfter without a handled message: the room is parked
 * @param parkFor how long a failing room rests
 * @param endConfirmDelay from the platform's sign of an end to the first question to its API
 * @param endConfirmInterval between the first and the second answer that it ended
 * @param quietAfter without an event of a joined room: the platform is asked whether its stream runs
 */
public record WatchSettings(
        Duration reconnectMin,
        Duration reconnectMax,
        Duration giveUpAfter,
        Duration parkFor,
        Duration endConfirmDelay,
        Duration endConfirmInterval,
        Duration quietAfter) {

    /** An end is acknowledged well under 45 s after the platform's last sign. */
    public static final WatchSettings DEFAULTS = new WatchSettings(
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5));

    public WatchSettings {
        if (reconnectMin.compareTo(reconnectMax) > 0) {
            throw new IllegalArgumentException("reconnect-min is longer than reconnect-max");
        }
    }
}
