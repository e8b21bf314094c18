package dev.danmaku.platforms.bilibili;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Set;

/** JSON of strangers, bounded. */
public final class Json {
    /** Messages nest some ten deep. */
    static final int MAX_NESTING = 64;
    /** A token is a byte or more on the wire and a hundred in memory; the longest lists have some thousands. */
    static final int MAX_TOKENS = 200_000;

    private static final JsonMapper MAPPER = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxTokenCount(MAX_TOKENS)
                    .build())
            .build());

    private Json() {}

    static JsonNode read(Packet packet) throws MalformedFrame {
        try {
            return MAPPER.readTree(packet.bytes(), packet.bodyFrom(), packet.bodyLength());
        } catch (JacksonException e) {
            throw new MalformedFrame("json: " + e.getOriginalMessage());
        }
    }

    /** Nothing where the text is no JSON. */
    public static JsonNode readOrMissing(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            return MAPPER.missingNode();
        }
    }

    /** JSON that lies in a text of other JSON: only these fields of it, what can be read. */
    static JsonNode fields(String text, Set<String> names) {
        var found = MAPPER.createObjectNode();
        try (var json = MAPPER.createParser(text)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                copy(json, names, found);
            }
        } catch (JacksonException e) {
            return found;
        }
        return found;
    }

    private static void copy(
            JsonParser json, Set<String> names, tools.jackson.databind.node.ObjectNode found) {
        for (var name = json.nextName(); name != null; name = json.nextName()) {
            var value = json.nextToken();
            if (value.isScalarValue() && names.contains(name)) {
                found.put(name, json.getString());
            } else {
                json.skipChildren();
            }
        }
    }

    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
