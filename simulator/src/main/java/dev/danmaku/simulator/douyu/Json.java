package dev.danmaku.simulator.douyu;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The one mapper, and objects from the literal text that documents them. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static ObjectNode object(String text) {
        return (ObjectNode) MAPPER.readTree(text);
    }

    static String text(ObjectNode object) {
        return MAPPER.writeValueAsString(object);
    }
}
