package dev.danmaku.simulator.bilibili;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The one mapper, and objects from the literal text that documents them. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static ObjectNode object(String text) {
        return (ObjectNode) MAPPER.readTree(text);
    }

    static ArrayNode array(String text) {
        return (ArrayNode) MAPPER.readTree(text);
    }

    static JsonNode tree(byte[] text) {
        return MAPPER.readTree(text);
    }

    static JsonNode tree(String text) {
        return MAPPER.readTree(text);
    }

    static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
