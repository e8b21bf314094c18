package dev.danmaku.registry;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;

/**
 * A line of a room's history.
 *
 * @param at by Redis' clock
 * @param what happened, e.g. {@code watching}, {@code parked}, {@code reconnected}, {@code ended}
 * @param session of the worker that it is about; null where there is none
 * @param reason null where none was given
 */
public record Transition(
        Instant at,
        String what,
        long job,
        long term,
        @Nullable String session,
        @Nullable String reason) {

    /** Empty for what no script of ours can have written. */
    static Optional<Transition> read(String json) {
        return JsonFields.read(json).flatMap(fields -> {
            var at = fields.instant("at");
            var what = fields.text("what");
            return at == null || what == null
                    ? Optional.empty()
                    : Optional.of(new Transition(
                            at,
                            what,
                            fields.number("job"),
                            fields.number("term"),
                            fields.text("session"),
                            fields.text("reason")));
        });
    }
}
