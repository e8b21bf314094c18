package dev.danmaku.platforms.douyu.lookup;

import dev.danmaku.platforms.lookup.Rest;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** What one answer of the site means. */
sealed interface Finding {

    record OnAir(Broadcast broadcast) implements Finding {}

    /** Said explicitly. */
    record OffAir(String reason) implements Finding {}

    /** The id is no real room id, or another room's: this one is to be asked for. */
    record Elsewhere(long rid) implements Finding {}

    /** None of these: what is wrong, and in its own words. */
    record Unclear(Trouble trouble, String reason) implements Finding {}

    /**
     * @param rid the real room id
     * @param startSeconds when the broadcast began, Unix seconds
     * @param owner the streamer's user id
     * @param popularity as the site shows it
     */
    record Broadcast(
            long rid,
            long startSeconds,
            @Nullable String owner,
            @Nullable String streamer,
            @Nullable String title,
            @Nullable String area,
            @Nullable String cover,
            @Nullable String popularity) {}

    /** Why we know nothing, and for how long to leave the site alone. */
    enum Trouble {
        /** Too many questions of this address: asking on makes it longer. */
        THROTTLED(Rest.ofAll(Duration.ofMinutes(3), Duration.ofSeconds(2))),
        /** The site knows no room by that id. */
        UNKNOWN_ROOM(Rest.ofRoom(Duration.ofMinutes(10), Duration.ofSeconds(10))),
        /** Not the answer of a room that exists under this very id: a vanity number, perhaps. */
        NO_REAL_ID(Rest.NONE),
        /** Nobody there, or too slow. */
        NO_ANSWER(Rest.NONE),
        /** An answer that we cannot read, or do not believe. */
        UNREADABLE(Rest.NONE);

        private final Rest rest;

        Trouble(Rest rest) {
            this.rest = rest;
        }

        Rest rest() {
            return rest;
        }
    }
}
