package dev.danmaku.console.web;

import dev.danmaku.room.BadRoomId;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import io.netty.handler.codec.http.HttpHeaders;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A request, read. What its methods return was checked; they throw {@link Problem} where it cannot be meant.
 *
 * @param path as it was sent, without the query
 * @param params what stood in the path at the route's names
 * @param query the first value of each name
 * @param body empty where there was none
 * @param remote address of the other side, as it is logged
 */
public record Call(
        String method,
        String path,
        Map<String, String> params,
        Map<String, String> query,
        HttpHeaders headers,
        byte[] body,
        String remote,
        Caller caller) {
    private static final int MAX_DEPTH = 20;
    private static final int MAX_TEXT = 1_000;
    private static final int MAX_CURSOR = 200;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .build();

    Call with(Map<String, String> found, byte[] read, Caller admitted) {
        return new Call(method, path, found, query, headers, read, remote, admitted);
    }

    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** A name in the path. */
    public String param(String name) {
        var value = params.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no " + name);
        }
        return value;
    }

    public Platform platform() {
        return platform(param("platform"));
    }

    public RoomId room() {
        return room(platform(), param("room"));
    }

    /** A platform by its name. */
    public static Platform platform(String name) {
        return Arrays.stream(Platform.values())
                .filter(platform -> platform.label().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.bad("A platform is one of kuaishou, douyu, bilibili"));
    }

    public static RoomId room(Platform platform, String id) {
        try {
            return new RoomId(platform, id);
        } catch (BadRoomId e) {
            throw Problem.bad(String.valueOf(e.getMessage()));
        }
    }

    /** A text of the query; null where it is missing or empty. */
    public @Nullable String text(String name) {
        var value = query.get(name);
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (value.length() > MAX_TEXT) {
            throw Problem.bad("'%s' has at most %d characters".formatted(name, MAX_TEXT));
        }
        return value;
    }

    public @Nullable Platform platformAsked() {
        var name = text("platform");
        return name == null ? null : platform(name);
    }

    /** One of some words; null where it is missing. */
    public @Nullable String word(String name, Predicate<String> known, String allowed) {
        var value = text(name);
        if (value != null && !known.test(value)) {
            throw Problem.bad("'%s' is one of %s".formatted(name, allowed));
        }
        return value;
    }

    /** Words with commas between them; empty where it is missing. */
    public Set<String> words(String name, Set<String> known) {
        var value = text(name);
        if (value == null) {
            return Set.of();
        }
        var words = Set.copyOf(List.of(value.split(",")));
        if (!known.containsAll(words)) {
            throw Problem.bad("'%s' is a list of %s"
                    .formatted(name, String.join(", ", known.stream().sorted().toList())));
        }
        return words;
    }

    /** A whole number in a range. */
    public long number(String name, long min, long fallback, long max) {
        var value = text(name);
        if (value == null) {
            return fallback;
        }
        try {
            var number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, as a number that is out of range is
        }
        throw Problem.bad("'%s' is a whole number from %d to %d".formatted(name, min, max));
    }

    public @Nullable String cursor() {
        var cursor = text("cursor");
        if (cursor != null && cursor.length() > MAX_CURSOR) {
            throw Problem.bad("'cursor' is what 'next' was in an earlier answer");
        }
        return cursor;
    }

    /** The body as a JSON object. */
    public JsonNode json() {
        try {
            var json = JSON.readTree(body);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (JacksonException e) {
            // told below; what is wrong with it is not repeated, since it may be anything
        }
        throw Problem.bad("The body is one JSON object");
    }

    /** A text of the body; null where it is missing. */
    public static @Nullable String text(JsonNode json, String name) {
        var value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString() || value.asString().length() > MAX_TEXT) {
            throw Problem.bad("'%s' is a text of at most %d characters".formatted(name, MAX_TEXT));
        }
        return value.asString();
    }
}
