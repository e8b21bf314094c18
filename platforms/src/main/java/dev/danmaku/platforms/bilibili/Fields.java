package dev.danmaku.platforms.bilibili;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/** Reads fields as they come: numbers as text and the reverse, null, absent, or an empty array instead of an object. */
final class Fields {
    private Fields() {}

    /** 0 where there is no number that a long can hold. */
    static long number(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? node.longValue() : 0;
        }
        if (node.isNumber()) {
            return (long) node.doubleValue();
        }
        return node.isBoolean() ? (node.booleanValue() ? 1 : 0) : digits(text(node));
    }

    /** Fits an int, or 0. */
    static int smallNumber(JsonNode node) {
        var number = number(node);
        return number == (int) number ? (int) number : 0;
    }

    /** As text; empty where there is neither text nor a number. */
    static String text(JsonNode node) {
        return node.isString() || node.isNumber() ? node.asString("") : "";
    }

    static @Nullable String textOrNull(JsonNode node) {
        return orNull(text(node));
    }

    /** An absent text and an empty one are the same. */
    static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** The first of these fields that has a text; empty where none has. */
    static String firstText(JsonNode node, String... names) {
        for (var name : names) {
            var text = text(node.path(name));
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    /** An id; null for 0, which stands for nobody. */
    static @Nullable String id(long number) {
        return number == 0 ? null : Long.toUnsignedString(number);
    }

    private static long digits(String text) {
        if (text.isEmpty() || text.length() > 20) {
            return 0;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
