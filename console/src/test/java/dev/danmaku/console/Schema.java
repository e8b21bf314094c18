package dev.danmaku.console;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/** As much of JSON Schema as our document uses. A field that the document does not have is a mistake, too. */
final class Schema {
    private final JsonNode document;
    private final List<String> mistakes = new ArrayList<>();

    private Schema(JsonNode document) {
        this.document = document;
    }

    /** What is wrong with a value, a line each. */
    static List<String> mistakes(JsonNode document, JsonNode schema, JsonNode value) {
        var all = new Schema(document);
        all.check(schema, value, "$");
        return all.mistakes;
    }

    private void check(JsonNode schema, JsonNode value, String at) {
        if (schema.has("$ref")) {
            check(document.at(schema.path("$ref").asString().substring(1)), value, at);
            return;
        }
        if (schema.has("type") && !isOf(schema.path("type"), value)) {
            mistakes.add(at + " is " + value + " and no " + schema.path("type"));
            return;
        }
        if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
            mistakes.add(at + " is " + value + " and none of " + schema.path("enum"));
        }
        schema.path("required").forEach(name -> {
            if (!value.has(name.asString())) {
                mistakes.add(at + " lacks " + name);
            }
        });
        var properties = schema.path("properties");
        var more = schema.path("additionalProperties");
        var open = schema.has("description") || (properties.isEmpty() && more.isMissingNode());
        if (value.isObject()) {
            value.properties().forEach(field -> {
                var own = properties.path(field.getKey());
                if (!own.isMissingNode()) {
                    check(own, field.getValue(), at + "." + field.getKey());
                } else if (more.isObject()) {
                    check(more, field.getValue(), at + "." + field.getKey());
                } else if (!open) {
                    mistakes.add(at + "." + field.getKey() + " is in no schema");
                }
            });
        }
        if (value.isArray() && schema.has("items")) {
            var index = 0;
            for (var item : value) {
                check(schema.path("items"), item, at + "[" + index++ + "]");
            }
        }
    }

    private static boolean isOf(JsonNode type, JsonNode value) {
        return type.isArray()
                ? type.valueStream().anyMatch(one -> isOf(one, value))
                : switch (type.asString()) {
                    case "object" -> value.isObject();
                    case "array" -> value.isArray();
                    case "string" -> value.isString();
                    case "integer" -> value.isIntegralNumber();
                    case "number" -> value.isNumber();
                    case "boolean" -> value.isBoolean();
                    case "null" -> value.isNull();
                    default -> throw new IllegalArgumentException(type.toString());
                };
    }
}
