package dev.danmaku.registry;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A room's record as it lies in Redis, for reading only: the scripts alone change one.
 *
 * @param version of the record; a newer one may have states that are not known here
 * @param state {@code claimed}, {@code queued}, {@code opening}, {@code watching}, {@code handing-over}, {@code ending}, {@code parked},
 *     {@code paused}, or a newer one
 * @param since when it came into that state
 * @param session of its holder; null where nobody holds it
 * @param joining the session that it is being handed over to; null where there is none
 * @param until when a parked room is tried again; null where it is not parked
 * @param reason why it is parked, or by whom it is paused
 * @param parked how often it was parked
 * @param by who paused it: {@code room} for a person who paused it alone, {@code platform} where it was paused with all others; null
 *     where it is not paused
 * @param leaving the session that held it when it was paused, and has yet to say that its socket is closed; null where there is none
 */
public record RoomRecord(
        int version,
        String state,
        long job,
        long generation,
        long term,
        Instant since,
        @Nullable String session,
        @Nullable String joining,
        @Nullable Instant until,
        @Nullable String reason,
        int parked,
        @Nullable String by,
        @Nullable String leaving) {
    /** The state of a room that a person paused; and the cause of the gap that follows. */
    public static final String PAUSED = "paused";

    /** As {@link #by}. */
    public static final String BY_PLATFORM = "platform";

    private static final Set<String> HELD = Set.of("opening", "watching", "handing-over", "ending");

    /** Empty for what no script of ours can have written. */
    static Optional<RoomRecord> read(String json) {
        return JsonFields.read(json).flatMap(fields -> {
            var state = fields.text("state");
            var since = fields.instant("since");
            return state == null || since == null
                    ? Optional.empty()
                    : Optional.of(new RoomRecord(
                            Math.toIntExact(fields.number("v")),
                            state,
                            fields.number("job"),
                            fields.number("gen"),
                            fields.number("term"),
                            since,
                            fields.text("session"),
                            fields.text("joining"),
                            fields.instant("until"),
                            fields.text("reason"),
                            Math.toIntExact(fields.number("parked")),
                            fields.text("by"),
                            fields.text("leaving")));
        });
    }

    /** Is it in a worker's hands? */
    public boolean held() {
        return HELD.contains(state);
    }
}
