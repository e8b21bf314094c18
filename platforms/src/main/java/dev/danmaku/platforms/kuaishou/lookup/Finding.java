package dev.danmaku.platforms.kuaishou.lookup;

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
        THROTTLED(Duration.ofMinutes(3), Duration.ofSeconds(2)),
        /** A person would have to solve something. */
        CAPTCHA(Duration.ofMinutes(30), Duration.ofSeconds(10)),
        /** The site knows nobody by that id. */
        UNKNOWN_ROOM(Duration.ofMinutes(10), Duration.ofSeconds(10)),
        /** No cookie, or a stale one. */
        LOGIN(Duration.ofMinutes(10), Duration.ofSeconds(10)),
        /** Nobody there, or too slow. */
        NO_ANSWER(null, null),
        /** An answer that we cannot read, or do not believe. */
        UNREADABLE(null, null);

        private final @Nullable Duration rest;
        private final @Nullable Duration unpacedRest;

        Trouble(@Nullable Duration rest, @Nullable Duration unpacedRest) {
            this.rest = rest;
            this.unpacedRest = unpacedRest;
        }

        /** @param paced whether look-ups have a limit; without one the operator knows the other side */
        @Nullable Duration rest(boolean paced) {
            return paced ? rest : unpacedRest;
        }

        /** Concerns all rooms of this process. */
        boolean restsAll() {
            return this == THROTTLED || this == CAPTCHA;
        }

        /** Another endpoint may know better. */
        boolean asksElsewhere() {
            return this == UNREADABLE || this == LOGIN;
        }
    }
}
