package dev.danmaku.simulator.script;

import dev.danmaku.room.Platform;
import dev.danmaku.simulator.room.Quirk;
import dev.danmaku.simulator.room.Rates;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a script's file, remembering the line of each step. */
final class ScriptReader {
    private static final long MAX_BYTES = 16 << 20;

    private final ObjectNode head;
    private final List<Located> steps = new ArrayList<>();

    private record Located(int line, JsonNode node) {}

    private ScriptReader(ObjectMapper mapper) {
        this.head = mapper.createObjectNode();
    }

    static Script read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new BadScript("%s is larger than %d bytes".formatted(file, MAX_BYTES));
        }
        var json = file.toString().endsWith(".json");
        try {
            return parse(Files.readString(file), json ? new JsonMapper() : new YAMLMapper());
        } catch (BadScript e) {
            throw e.in(file.toString());
        }
    }

    static Script parse(String text, ObjectMapper mapper) {
        var reader = new ScriptReader(mapper);
        try (var parser = mapper.createParser(text)) {
            reader.split(parser);
        } catch (JacksonException e) {
            var where = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw new BadScript(where + e.getOriginalMessage());
        }
        return reader.script();
    }

    private void split(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new BadScript("a script is an object with 'rooms' and 'steps'");
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("steps")) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    var line = parser.currentTokenLocation().getLineNr();
                    steps.add(new Located(line, parser.readValueAsTree()));
                }
            } else {
                head.set(name, parser.readValueAsTree());
            }
        }
    }

    private Script script() {
        var fields = new Fields(head);
        var platform = fields.text("platform").map(Order::platform).orElse(Platform.KUAISHOU);
        var rates = ActionReader.rates(fields).orElse(Rates.QUIET);
        var live = fields.yes("live", true);
        var quirks = fields.choices("quirks", Quirk.class);
        var rooms = fields.find("rooms")
                .map(node -> rooms(node, platform, live, rates, quirks))
                .orElse(List.of());
        fields.find("steps");
        fields.requireNoOthers();
        var read = new ArrayList<Step>();
        for (var i = 0; i < steps.size(); i++) {
            read.add(step(i + 1, steps.get(i), platform));
        }
        return new Script(rooms, read);
    }

    private static Step step(int number, Located step, Platform platform) {
        try {
            var fields = Fields.of(step.node());
            var at = fields.text("at")
                    .map(Durations::parse)
                    .orElseThrow(() -> new BadScript("'at' is missing: a time such as 5s"));
            var order = Order.read(fields, platform);
            fields.requireNoOthers();
            return new Step(at, order);
        } catch (BadScript e) {
            throw e.in("line %d, step %d".formatted(step.line(), number));
        }
    }

    private static List<RoomPlan> rooms(
            JsonNode node, Platform platform, boolean live, Rates rates, Set<Quirk> quirks) {
        var plans = new ArrayList<RoomPlan>();
        if (node.isIntegralNumber()) {
            Script.roomIds(platform, node.intValue())
                    .forEach(id -> plans.add(new RoomPlan(id, live, rates, quirks)));
            return plans;
        }
        if (!node.isArray()) {
            throw new BadScript("'rooms' should be a number or a list, not " + node);
        }
        for (var item : node) {
            if (item instanceof ObjectNode object) {
                var fields = new Fields(object);
                var id = fields.text("id")
                        .orElseThrow(() -> new BadScript("a room's 'id' is missing"));
                var own = fields.choices("quirks", Quirk.class);
                plans.add(new RoomPlan(
                        Order.room(id, platform),
                        fields.yes("live", live),
                        ActionReader.rates(fields).orElse(rates),
                        own.isEmpty() ? quirks : own));
                fields.requireNoOthers();
            } else {
                plans.add(new RoomPlan(Order.room(item.asString(), platform), live, rates, quirks));
            }
        }
        return plans;
    }
}
