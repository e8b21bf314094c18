package dev.danmaku.store.export;

import dev.danmaku.event.Event;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

/**
 * What the times of a file count from: those of {@link ExportFormat#XML} and {@link ExportFormat#ASS} are {@code at - start + offset}.
 *
 * @param room as it stands in the store
 * @param start Unix milliseconds; null for the time of the first event
 * @param offset milliseconds, at most {@link #MAX_OFFSET_MILLIS} to either side
 */
public record Recording(
        Platform platform, String room, @Nullable Long start, long offset) {
    /** A thousand days. */
    public static final long MAX_OFFSET_MILLIS = 86_400_000_000L;

    public Recording {
        if (Math.abs(offset) > MAX_OFFSET_MILLIS) {
            throw new IllegalArgumentException("an offset is of a thousand days at most");
        }
    }

    /** The same one, which begins with this event where nobody said when. */
    Recording begunBy(Event first) {
        return start == null ? new Recording(platform, room, first.at(), offset) : this;
    }

    /** Milliseconds into the recording; less than 0 before it. */
    long millis(Event event) {
        return event.at() - (start == null ? event.at() : start) + offset;
    }
}
