package dev.danmaku.registry;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** What a worker is to do with a job that was delivered to it. */
public sealed interface TakeAnswer {

    /** The record names another job, or waits for something else than this one: ack, drop. */
    record Stale() implements TakeAnswer {}

    /** No record: ack, drop. */
    record Cancelled() implements TakeAnswer {}

    /** The registry is being rebuilt: ask again. */
    record Wait() implements TakeAnswer {}

    /** The caller's session is dead or unknown: beat, then ask again. */
    record BeatFirst() implements TakeAnswer {}

    /** It was waiting and is the caller's now: open the room. */
    record Take(Grant grant) implements TakeAnswer {}

    /** It is the caller's already: keep the socket, remember the new delivery. Without a socket open the room. */
    record Adopt(Grant grant, boolean joined) implements TakeAnswer {}

    /** It was a dead or lost session's and is the caller's now: open the room. */
    record TakeOver(Grant grant) implements TakeAnswer {}

    /** Its holder offers it, and the caller may join it: the holder goes on until {@link WorkerRegistry#swap}. */
    record Join(Grant grant, String holder) implements TakeAnswer {}

    /** A living session holds it: ask the holder. */
    record Held(String holder, long term) implements TakeAnswer {}

    /**
     * What the caller holds now.
     *
     * @param found what the last look-up of the room found, as its platform's adapter wrote it
     * @param unheard how long ago the lost holder was last known to be there; null where there was none, or nothing is known of it
     * @param gap {@link RoomRecord#PAUSED} where nobody watched it because a person had paused it; else null
     * @param waited since the room was claimed, where nobody had taken it before; else null
     */
    record Grant(
            long generation,
            long term,
            @Nullable String found,
            @Nullable Duration unheard,
            @Nullable String gap,
            @Nullable Duration waited) {}
}
