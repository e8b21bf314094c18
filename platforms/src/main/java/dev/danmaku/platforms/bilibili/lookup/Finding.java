package dev.danmaku.platforms.bilibili.lookup;

import dev.danmaku.platforms.lookup.Rest;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** What one answer of the API means: a value of some kind, or why there is none. */
sealed interface Finding<T> {

    record Got<T>(T value) implements Finding<T> {}

    /** Said explicitly: no stream runs. */
    record OffAir<T>(String reason) implements Finding<T> {}

    /** Neither: what is wrong, and in its own words. */
    record Unclear<T>(Trouble trouble, String reason) implements Finding<T> {
        <U> Finding<U> cast() {
            return new Unclear<>(trouble, reason);
        }
    }

    /**
     * A room on air.
     *
     * @param room the real id
     * @param live new for every broadcast
     * @param streamer uid; 0 where it was not said
     */
    record OnAir(long room, String live, long streamer) {}

    /** @param hosts in the order to try */
    record Door(String token, List<URI> hosts) {
        public Door {
            hosts = List.copyOf(hosts);
        }
    }

    /** For people; whatever of it is known. */
    record Show(
            @Nullable String streamer,
            @Nullable String title,
            @Nullable String area,
            @Nullable String cover) {
        static final Show UNKNOWN = new Show(null, null, null, null);
    }

    /** Why we know nothing, and for how long to leave the site alone. */
    enum Trouble {
        /** This address is blocked for a while: asking on makes it longer. */
        BLOCKED(Rest.ofAll(Duration.ofMinutes(10), Duration.ofSeconds(2))),
        /** Risk control, or a signature that is not believed, fresh keys or not. */
        RISK(Rest.ofAll(Duration.ofMinutes(3), Duration.ofSeconds(2))),
        /** The site knows no such room. */
        UNKNOWN_ROOM(Rest.ofRoom(Duration.ofMinutes(10), Duration.ofSeconds(10))),
        /** Hidden, locked, or behind a password. */
        CLOSED(Rest.ofRoom(Duration.ofMinutes(10), Duration.ofSeconds(10))),
        /** Not for who is not logged in. */
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
    }
}
