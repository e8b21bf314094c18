package dev.danmaku.console.web;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Map;

/** What a request is answered with. */
public sealed interface Answer {

    /** All of it at once. */
    record Whole(int status, String contentType, byte[] body, Map<String, String> headers)
            implements Answer {
        public Whole {
            headers = Map.copyOf(headers);
        }
    }

    /** Pulled as the client reads it. */
    record Flowing(String contentType, Map<String, String> headers, Flow flow) implements Answer {
        public Flowing {
            headers = Map.copyOf(headers);
        }
    }

    /** 200 with JSON. */
    static Whole json(JsonNode json) {
        return json(json, Map.of());
    }

    static Whole json(JsonNode json, Map<String, String> headers) {
        return new Whole(200, "application/json", Writer.JSON.writeValueAsBytes(json), headers);
    }

    /** Writes JSON. */
    final class Writer {
        private static final JsonMapper JSON = JsonMapper.builder().build();

        private Writer() {}
    }
}
