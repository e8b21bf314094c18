package dev.danmaku.store.row;

import dev.danmaku.event.Epoch;

import org.jspecify.annotations.Nullable;

/**
 * Under which epoch and of which broadcast something was heard: the same for very many events, so a row only points to it.
 *
 * @param epoch as text, empty where there is none
 * @param live empty where there is none
 */
public record Origin(String epoch, String live) {
    /** Nobody held the room, and the platform named no broadcast. */
    public static final Origin NONE = new Origin("", "");

    public @Nullable Epoch heldUnder() {
        return epoch.isEmpty() ? null : Epoch.parse(epoch);
    }
}
