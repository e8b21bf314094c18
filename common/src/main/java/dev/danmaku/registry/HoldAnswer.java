package dev.danmaku.registry;

/** What a script said to a holder that wanted to change its record. */
public enum HoldAnswer {
    /** Done. */
    OK,
    /** The record names another job or another session, or is gone: nothing was changed. */
    NOT_MINE,
    /** Ask again later: there is no generation until the registry is rebuilt, or this one script failed where others of a batch did not. */
    LATER
}
