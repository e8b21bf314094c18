package dev.danmaku.registry;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * A person paused a whole platform.
 *
 * @param by who did, as they said; empty where they did not
 * @param at by Redis' clock; null where that is not known
 */
public record PlatformPause(String by, @Nullable Instant at) {

    /** @param fields of its hash; null is answered where there are none */
    static @Nullable PlatformPause of(Map<String, String> fields) {
        if (fields.isEmpty()) {
            return null;
        }
        var at = fields.getOrDefault("at", "");
        return new PlatformPause(
                fields.getOrDefault("by", ""),
                at.matches("[0-9]{1,15}") ? Instant.ofEpochMilli(Long.parseLong(at)) : null);
    }
}
