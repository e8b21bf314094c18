package dev.danmaku.platforms.lookup;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * For how long to leave a site alone that did not tell what we asked.
 *
 * @param paced where look-ups have a limit; null where whoever asks may choose
 * @param unpaced where they have none: the operator knows the other side
 * @param ofAll concerns all rooms of this process
 */
public record Rest(@Nullable Duration paced, @Nullable Duration unpaced, boolean ofAll) {
    public static final Rest NONE = new Rest(null, null, false);

    public static Rest ofRoom(Duration paced, Duration unpaced) {
        return new Rest(paced, unpaced, false);
    }

    public static Rest ofAll(Duration paced, Duration unpaced) {
        return new Rest(paced, unpaced, true);
    }
}
