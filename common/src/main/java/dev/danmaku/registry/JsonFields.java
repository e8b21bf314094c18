package dev.danmaku.registry;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the JSON that lies in Redis, field by field: what a newer version added is passed over. */
final class JsonFields {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode object;

    private JsonFields(JsonNode object) {
        this.object = object;
    }

    /** Empty for what is no JSON object. */
    static Optional<JsonFields> read(@Nullable String text) {
        try {
            var json = text == null ? null : JSON.readTree(text);
            return json == null || !json.isObject()
                    ? Optional.empty()
                    : Optional.of(new JsonFields(json));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Null where the field is not there, or no plain value. */
    @Nullable String text(String field) {
        var value = object.path(field);
        return value.isValueNode() && !value.isNull() ? value.asString() : null;
    }

    String text(String field, String otherwise) {
        var text = text(field);
        return text == null ? otherwise : text;
    }

    /** Numbers are text in what scripts write, and numbers in what jedis-mock makes of it; 0 where there is none. */
    long number(String field) {
        var text = text(field);
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Null where there is none. */
    @Nullable Long optional(String field) {
        return text(field) == null ? null : number(field);
    }

    /** Those of an array, so many at most; none where there is no array. */
    List<JsonFields> objects(String field, int most) {
        return object.path(field)
                .valueStream()
                .limit(most)
                .filter(JsonNode::isObject)
                .map(JsonFields::new)
                .toList();
    }

    /** As {@link #number}, of things that are counted. */
    int count(String field) {
        return Math.clamp(number(field), 0, Integer.MAX_VALUE);
    }

    /** Of a field with Unix milliseconds; null where there is none. */
    @Nullable Instant instant(String field) {
        var millis = number(field);
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    /** An object within this one. */
    Optional<JsonFields> object(String field) {
        var value = object.path(field);
        return value.isObject() ? Optional.of(new JsonFields(value)) : Optional.empty();
    }

    boolean isTrue(String field) {
        return object.path(field).asBoolean(false);
    }
}
