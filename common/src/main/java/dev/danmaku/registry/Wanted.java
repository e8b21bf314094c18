package dev.danmaku.registry;

/** The answer to a cancel notice. */
public enum Wanted {
    /** It is in the lives set: go on. */
    WANTED,
    /** The record is the caller's and the room is not in the lives set: close it, then drop the record. */
    UNWANTED,
    /** The record is not the caller's. */
    NOT_MINE,
    /** No generation: nothing is cancelled. */
    REBUILDING
}
