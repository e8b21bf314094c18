package dev.danmaku.registry;

/** How many rooms need a slot. */
public sealed interface ScaleAnswer {

    /**
     * @param rooms that are watched or wait, now
     * @param most of them within the window
     */
    record Needed(long rooms, long most) implements ScaleAnswer {}

    /** No generation: what was known goes on to hold. */
    record Rebuilding() implements ScaleAnswer {}
}
