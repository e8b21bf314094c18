package dev.danmaku.registry;

/** What the registry said to a holder whose stream ended. */
public enum FinishAnswer {
    /** Its lives entry is gone: ask the platform once more, and {@link WorkerRegistry#settle}. */
    ENDED,
    /** It had no lives entry, so a new stream is nobody's wish: {@link WorkerRegistry#settle}. */
    ENDED_UNWANTED,
    /** The record names another job or another session, or is gone: nothing was changed. */
    NOT_MINE,
    /** No generation: nothing was changed, ask again when the registry is rebuilt. */
    REBUILDING
}
