package dev.danmaku.registry;

/** How a held room goes on. */
public sealed interface News {
    /** Who holds it, under which job. */
    Hold hold();

    /** Keeps what a look-up found for whoever takes the room over. */
    record Found(Hold hold, String found) implements News {}

    /** Opening becomes watching. */
    record Joined(Hold hold) implements News {}

    /** Writes a line of the room's history without changing its record. */
    record Noted(Hold hold, String what, String reason) implements News {}
}
