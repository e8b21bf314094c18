package dev.danmaku.console.picture;

import dev.danmaku.registry.RegistryState;
import dev.danmaku.registry.WorkerView;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The registry as it was read last. Its parts are of about the same time, not of the same moment.
 *
 * @param at when it was read, by the console's clock
 * @param took how long that was
 * @param state null where Redis has not answered since the console began
 * @param rooms by platform, then by id
 * @param problem why it could not be read anew since then; null where it could
 */
public record Picture(
        Instant at,
        Duration took,
        @Nullable RegistryState state,
        List<WorkerView> workers,
        List<RoomRow> rooms,
        List<PlatformPicture> platforms,
        Map<String, WorkerView> bySession,
        @Nullable String problem) {

    static Picture of(
            Instant at,
            Duration took,
            RegistryState state,
            List<WorkerView> workers,
            List<RoomRow> rooms,
            List<PlatformPicture> platforms) {
        return new Picture(
                at,
                took,
                state,
                workers,
                List.copyOf(rooms),
                List.copyOf(platforms),
                workers.stream()
                        .collect(Collectors.toUnmodifiableMap(
                                WorkerView::session, worker -> worker, (a, b) -> b)),
                null);
    }

    /** Nothing was read yet. */
    static Picture unseen(Instant at, String problem) {
        return new Picture(
                at, Duration.ZERO, null, List.of(), List.of(), List.of(), Map.of(), problem);
    }

    /** The same, which could not be read anew. */
    Picture spoiled(String reason) {
        return new Picture(at, took, state, workers, rooms, platforms, bySession, reason);
    }

    public long living() {
        return workers.stream().filter(WorkerView::alive).count();
    }

    /** Places for rooms, free or not, of the workers that live. */
    public long slots() {
        return workers.stream()
                .filter(WorkerView::alive)
                .mapToLong(WorkerView::slots)
                .sum();
    }

    public long freeSlots() {
        return workers.stream().mapToLong(WorkerView::freeSlots).sum();
    }

    /** The row of a room; null where there is none. Rooms are sorted, so that it is found by halving. */
    public @Nullable RoomRow room(Platform platform, String id) {
        var low = 0;
        var high = rooms.size() - 1;
        while (low <= high) {
            var middle = (low + high) >>> 1;
            var row = rooms.get(middle);
            var order = row.platform() == platform
                    ? row.id().compareTo(id)
                    : row.platform().compareTo(platform);
            if (order == 0) {
                return row;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }
}
