package dev.danmaku.store.row;

import org.jspecify.annotations.Nullable;

/**
 * What is stored of an event beside its room. See the package.
 *
 * @param lag receivedAt minus at; null where they are the same
 */
public record Row(
        long at,
        int type,
        @Nullable Long who,
        byte[] key,
        Origin origin,
        @Nullable Integer lag,
        @Nullable String text,
        @Nullable String folded,
        @Nullable String body) {

    /** As it is searched; null where nothing was said. */
    public @Nullable String searched() {
        return folded == null ? text : folded;
    }

    /** Whether its time is that of our own clock, which another holder of the room does not share. */
    public boolean ownClock() {
        return lag == null;
    }
}
