package dev.danmaku.platforms.kuaishou.lookup;

import dev.danmaku.platforms.lookup.Rest;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** What one answer of the site means. */
sealed interface Finding {

    record OnAir(Broadcast broadcast) implements Finding {}

    /** Said explicitly. */
    record OffAir(String reason) implements Finding {}

    /** Neither: what is wrong, and in its own words. */
    record Unclear(Trouble trouble, String reason) implements Finding {}

    /** @param liveStreamId new for every broadcast */
    record Broadcast(
            String liveStreamId,
            @Nullable String streamer,
            @Nullable String title,
            @Nullable String area,
            @Nullable String cover,
            @Nullable String expTag,
            SocketInfo socket) {

        Broadcast with(SocketInfo better) {
            return new Broadcast(liveStreamId, streamer, title, area, cover, expTag, better);
        }
    }

    /** Why we know nothing, and for how long to leave the site alone. */
    enum Trouble {
        /** Too many questions of this address or account: asking on makes it longer. */
        THROTTLED(Rest.ofAll(Duration.ofMinutes(3), Duration.ofSeconds(2))),
        /** A person would have to solve something. */
        CAPTCHA(Rest.ofAll(Duration.ofMinutes(30), Duration.ofSeconds(10))),
        /** The site knows nobody by that id. */
        UNKNOWN_ROOM(Rest.ofRoom(Duration.ofMinutes(10), Duration.ofSeconds(10))),
        /** No cookie, or a stale one. */
        LOGIN(Rest.ofRoom(Duration.ofMinutes(10), Duration.ofSeconds(10))),
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

        /** Another endpoint may know better. */
        boolean asksElsewhere() {
            return this == UNREADABLE || this == LOGIN;
        }
    }
}
