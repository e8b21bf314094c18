package dev.danmaku.console.picture;

import dev.danmaku.registry.RegistryScan.Said;
import dev.danmaku.registry.RoomRecord;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A room as lists show it.
 *
 * @param id as it stands in the lives set or the registry
 * @param wanted is it in the lives set?
 * @param record null where it has none
 * @param host of the worker that holds it; null where nobody does
 * @param said null where nothing is known
 */
public record RoomRow(
        Platform platform,
        String id,
        boolean wanted,
        @Nullable RoomRecord record,
        @Nullable String host,
        @Nullable Said said) {
    /** The state of a room that nobody has claimed yet. */
    public static final String WANTED = "wanted";

    public String state() {
        return record == null ? WANTED : record.state();
    }

    /** Whether its id can be a room's: anybody may put anything into a lives set. */
    public boolean isRoom() {
        try {
            var _ = new RoomId(platform, id);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    public @Nullable Instant since() {
        return record == null ? null : record.since();
    }

    public @Nullable String worker() {
        return record == null || !record.held() ? null : record.session();
    }

    public @Nullable String title() {
        return said == null ? null : said.title();
    }

    public @Nullable String name() {
        return said == null ? null : said.streamer();
    }
}
