package dev.danmaku.platforms.lookup;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Optional;

/** JSON of strangers, bounded. */
public final class Json {
    /** The deepest that is known, the state of a room page, nests some twelve deep. */
    private static final int MAX_NESTING = 64;

    private static final JsonMapper MAPPER = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
            .build());

    private Json() {}

    /** Empty where the text is no JSON. */
    public static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(MAPPER.readTree(text));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** A missing node where the text is no JSON. */
    public static JsonNode parseOrMissing(String text) {
        return parse(text).orElseGet(MAPPER::missingNode);
    }

    /** Records, maps, texts and numbers of our own. */
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** A text that is there and not empty. */
    public static @Nullable String text(JsonNode json, String field) {
        var text = json.path(field).asString("");
        return text.isEmpty() ? null : text;
    }
}
