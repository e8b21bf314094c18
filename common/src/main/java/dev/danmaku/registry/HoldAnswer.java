package dev.danmaku.registry;

/** What a script said to a holder that wanted to change its record. */
public enum HoldAnswer {
    /** Done. */
    OK,
    /** The record names another job or another session, or is gone: nothing was changed. */
    NOT_MINE,
    /** No generation: nothing was changed, ask again when the registry is rebuilt. */
    REBUILDING
}
