package dev.danmaku.platforms;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** What the platform's HTTP side said of a room. */
public sealed interface Lookup {

    /** Live, and this is where to connect. */
    record Live(Found found) implements Lookup {}

    /** The platform said explicitly that no stream runs. */
    record NotLive(String reason) implements Lookup {}

    /**
     * Throttled, captcha, unknown room, unreadable answer, no answer: neither live nor ended.
     *
     * @param retryAfter how long to leave the platform alone; null where it gave no hint
     */
    record Undecided(String reason, @Nullable Duration retryAfter) implements Lookup {}
}
