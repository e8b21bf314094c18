package dev.danmaku.registry;

import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * All that the registry knows of one room, at one moment.
 *
 * @param id as it stands in the lives set; it may be none that can be a room
 * @param wanted is it in the lives set?
 * @param rejected why it cannot be a room, as a dispatcher wrote it; null where none did
 * @param pause null where nobody has paused its platform
 * @param record null where it has none
 * @param unreadable it has a record that no script of ours can have written
 * @param holder the worker that the record names; null where it names none
 * @param joining the worker that it is being handed over to; null where there is none
 * @param history the last transitions, the newest last
 */
public record RoomView(
        RegistryState state,
        Platform platform,
        String id,
        boolean wanted,
        @Nullable String rejected,
        @Nullable PlatformPause pause,
        @Nullable RoomRecord record,
        boolean unreadable,
        @Nullable WorkerView holder,
        @Nullable WorkerView joining,
        List<Transition> history) {
    public RoomView {
        history = List.copyOf(history);
    }

    /** What happened last; null where nothing is known. */
    public @Nullable Transition last() {
        return history.isEmpty() ? null : history.getLast();
    }
}
