package dev.danmaku.registry;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;

/**
 * Something of a platform's protocol that nobody could read: a message by its name, or what made frames malformed.
 *
 * @param name of the message, or the reason; {@code others} where there were too many names
 * @param first seen, by Redis' clock
 * @param last seen
 * @param sample the last one, or where it was heard; short and printable
 */
public record Oddity(
        String name,
        long count,
        @Nullable Instant first,
        @Nullable Instant last,
        String sample) {

    static Optional<Oddity> read(String name, String json) {
        return JsonFields.read(json)
                .map(fields -> new Oddity(
                        name,
                        fields.number("count"),
                        fields.instant("first"),
                        fields.instant("last"),
                        fields.text("sample", "")));
    }
}
