package dev.danmaku.registry;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * Between which bounds a worker chooses its number of slots, and how it came to the present one.
 *
 * @param last null where it has not changed it yet
 */
public record WorkerScaling(int min, int max, @Nullable Change last) {

    /**
     * The number of slots was changed.
     *
     * @param at null where the worker is not known to beat
     * @param reason with the numbers that caused it
     */
    public record Change(@Nullable Instant at, int from, int to, String reason) {}

    /** @param lastBeat when the worker said so */
    static WorkerScaling of(JsonFields fields, @Nullable Instant lastBeat) {
        var reason = fields.text("reason");
        var ago = Duration.ofMillis(Math.max(0, fields.number("agoMs")));
        return new WorkerScaling(
                fields.count("min"),
                fields.count("max"),
                reason == null
                        ? null
                        : new Change(
                                lastBeat == null ? null : lastBeat.minus(ago),
                                fields.count("from"),
                                fields.count("to"),
                                reason));
    }
}
