package dev.danmaku.simulator.script;

import dev.danmaku.simulator.room.Span;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An object's fields, each to be asked for by name and kind; those nobody asked for are mistakes. */
final class Fields {
    private final ObjectNode object;
    private final Set<String> known = new LinkedHashSet<>();

    Fields(ObjectNode object) {
        this.object = object;
    }

    static Fields of(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return new Fields(object);
        }
        throw new BadScript("'%s' should be an object with fields".formatted(node));
    }

    Optional<JsonNode> find(String name) {
        known.add(name);
        return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
    }

    Optional<String> text(String name) {
        return find(name).map(node -> {
            if (!node.isValueNode()) {
                throw new BadScript("'%s' should be one value, not %s".formatted(name, node));
            }
            return node.asString();
        });
    }

    int integer(String name, int ifAbsent) {
        return find(name)
                .map(node -> {
                    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
                        throw new BadScript(
                                "'%s' should be a whole number, not %s".formatted(name, node));
                    }
                    return node.intValue();
                })
                .orElse(ifAbsent);
    }

    int integer(String name) {
        if (find(name).isEmpty()) {
            throw new BadScript("'%s' is missing: a whole number".formatted(name));
        }
        return integer(name, 0);
    }

    Optional<Double> number(String name) {
        return find(name).map(node -> {
            if (!node.isNumber()) {
                throw new BadScript("'%s' should be a number, not %s".formatted(name, node));
            }
            return node.doubleValue();
        });
    }

    boolean yes(String name, boolean ifAbsent) {
        return find(name)
                .map(node -> {
                    if (!node.isBoolean()) {
                        throw new BadScript(
                                "'%s' should be true or false, not %s".formatted(name, node));
                    }
                    return node.booleanValue();
                })
                .orElse(ifAbsent);
    }

    <E extends Enum<E>> E choice(String name, Class<E> choices, E ifAbsent) {
        return choice(name, choices).orElse(ifAbsent);
    }

    <E extends Enum<E>> Optional<E> choice(String name, Class<E> choices) {
        return text(name).map(text -> choose(name, text, choices));
    }

    <E extends Enum<E>> E required(String name, Class<E> choices) {
        return choice(name, choices)
                .orElseThrow(() -> new BadScript(
                        "'%s' is missing: one of %s".formatted(name, words(choices))));
    }

    <E extends Enum<E>> Set<E> choices(String name, Class<E> choices) {
        var chosen = EnumSet.noneOf(choices);
        texts(name).forEach(text -> chosen.add(choose(name, text, choices)));
        return chosen;
    }

    /** A list of texts, or one text for a list of one. */
    List<String> texts(String name) {
        return find(name)
                .map(node -> {
                    var texts = new ArrayList<String>();
                    if (node.isArray()) {
                        node.forEach(item -> texts.add(item.asString()));
                    } else {
                        texts.add(node.asString());
                    }
                    return List.copyOf(texts);
                })
                .orElse(List.of());
    }

    /** {@code for: 10s}, or {@code times: 3}, or neither: until healed. */
    Span span() {
        var time = text("for");
        var times = find("times");
        if (time.isPresent() && times.isPresent()) {
            throw new BadScript("either 'for' or 'times', not both");
        }
        return time.<Span>map(text -> Span.lasting(Durations.parse(text)))
                .or(() -> times.map(node -> Span.times(integer("times"))))
                .orElseGet(Span::untilHealed);
    }

    void requireNoOthers() {
        var others = new LinkedHashSet<>(object.propertyNames());
        others.removeAll(known);
        if (!others.isEmpty()) {
            throw new BadScript("'%s' means nothing here: known are %s"
                    .formatted(String.join("', '", others), String.join(", ", known)));
        }
    }

    /** An enum's constants as scripts write them: {@code NO_HEARTBEAT_ACK} is {@code no-heartbeat-ack}. */
    static <E extends Enum<E>> String words(Class<E> choices) {
        return Arrays.stream(choices.getEnumConstants())
                .map(Fields::word)
                .collect(Collectors.joining(", "));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> E choose(String name, String text, Class<E> choices) {
        return Arrays.stream(choices.getEnumConstants())
                .filter(choice -> word(choice).equals(text))
                .findFirst()
                .orElseThrow(() -> new BadScript(
                        "'%s' is no '%s': one of %s".formatted(text, name, words(choices))));
    }
}
