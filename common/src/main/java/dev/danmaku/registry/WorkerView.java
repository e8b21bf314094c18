package dev.danmaku.registry;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A worker as the registry knows it.
 *
 * @param alive its deadline has not passed, or Redis itself was away so that nobody counts as dead
 * @param lastBeat null where the session is unknown: it ended, or died more than an hour ago
 * @param host empty where nothing is known of it; so are the fields after it
 * @param startedAt null where it is not known
 * @param rooms that it holds, as of its last beat
 * @param scaling null where its number of slots is fixed
 * @param draining it gives its rooms away and takes none: to end, or, where it {@link WorkerHealth#standingBy stands by}, to stay
 */
public record WorkerView(
        String session,
        boolean alive,
        @Nullable Instant lastBeat,
        String host,
        long pid,
        String version,
        @Nullable Instant startedAt,
        int slots,
        int rooms,
        @Nullable WorkerScaling scaling,
        boolean draining,
        WorkerHealth health) {

    /** @param about what the worker says of itself, as JSON; null where that is not known */
    static WorkerView of(
            String session, boolean alive, @Nullable Instant lastBeat, @Nullable String about) {
        return JsonFields.read(about)
                .map(fields -> new WorkerView(
                        session,
                        alive,
                        lastBeat,
                        fields.text("host", ""),
                        fields.number("pid"),
                        fields.text("version", ""),
                        fields.instant("startedAt"),
                        fields.count("slots"),
                        fields.count("rooms"),
                        fields.object("autoscale")
                                .map(scaling -> WorkerScaling.of(scaling, lastBeat))
                                .orElse(null),
                        fields.isTrue("draining"),
                        WorkerHealth.of(fields)))
                .orElseGet(() -> new WorkerView(
                        session,
                        alive,
                        lastBeat,
                        "",
                        0,
                        "",
                        null,
                        0,
                        0,
                        null,
                        false,
                        WorkerHealth.UNKNOWN));
    }

    /** Slots that may take a new room: none while it drains. */
    public int freeSlots() {
        return draining || !alive ? 0 : Math.max(0, slots - rooms);
    }
}
