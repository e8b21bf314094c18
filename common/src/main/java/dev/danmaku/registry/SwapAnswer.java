package dev.danmaku.registry;

/** What the registry says to who was joining a room that is handed over, and is joined. */
public sealed interface SwapAnswer {

    /** The room is the caller's, under this epoch. */
    record Swapped(long generation, long term) implements SwapAnswer {}

    /** It is not handed over to the caller any more: close the socket, nothing of what it heard counts. */
    record NotMine() implements SwapAnswer {}

    /** The caller's session is dead, or the registry is being rebuilt: ask again. */
    record NotNow() implements SwapAnswer {}
}
