package dev.danmaku.look;

import dev.danmaku.registry.RoomRecord;
import dev.danmaku.registry.Transition;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.TreeMap;

/**
 * The answer for scripts: one object, its fields as in {@code docs/operations.md}. Times are Unix milliseconds, ids that are wider
 * than a JSON number are text, what is not known is absent. A field may be added, none renamed.
 */
public final class WhyJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int VERSION = 1;

    private WhyJson() {}

    /** On one line. */
    public static String of(RoomAnswer answer) {
        var facts = answer.facts();
        var room = facts.room();
        var json = JSON.createObjectNode()
                .put("v", VERSION)
                .put("platform", room.platform().label())
                .put("room", room.id());
        switch (answer.watched()) {
            case YES -> json.put("watched", true);
            case NO -> json.put("watched", false);
            case UNKNOWN -> json.putNull("watched");
        }
        json.put("sentence", answer.sentence()).put("code", answer.code().word());
        values(json.putObject("values"), answer.values());
        json.put("wanted", room.wanted());
        put(json, "rejected", room.rejected());
        if (room.record() != null) {
            json.set("record", record(room.record()));
        }
        if (room.holder() != null) {
            json.set("holder", StatusJson.worker(room.holder()));
        }
        if (room.joining() != null) {
            json.set("joining", StatusJson.worker(room.joining()));
        }
        var queue = facts.queue();
        if (queue != null) {
            json.set("queue", StatusJson.queue(queue));
        }
        put(json, "brokerAway", facts.brokerAway());
        json.putObject("workers").put("living", facts.living()).put("freeSlots", facts.freeSlots());
        json.set("registry", StatusJson.state(room.state()));
        var history = json.putArray("history");
        room.history().forEach(transition -> history.add(transition(transition)));
        return JSON.writeValueAsString(json);
    }

    private static void values(ObjectNode json, Map<String, WhyValue> values) {
        new TreeMap<>(values).forEach((name, value) -> {
            switch (value) {
                case WhyValue.Text(var text) -> json.put(name, text);
                case WhyValue.Number(var number) -> json.put(name, number);
                case WhyValue.Time(var time) -> json.put(name, time.toEpochMilli());
            }
        });
    }

    private static ObjectNode record(RoomRecord record) {
        var json = JSON.createObjectNode().put("v", record.version()).put("state", record.state());
        StatusJson.time(json, "since", record.since());
        json.put("epoch", "%d-%d-%d".formatted(record.generation(), record.job(), record.term()));
        StatusJson.time(json, "until", record.until());
        put(json, "reason", record.reason());
        put(json, "by", record.by());
        put(json, "leaving", record.leaving());
        return json.put("parked", record.parked());
    }

    private static ObjectNode transition(Transition transition) {
        var json = JSON.createObjectNode();
        StatusJson.time(json, "at", transition.at());
        json.put("what", transition.what());
        put(json, "session", transition.session());
        put(json, "reason", transition.reason());
        return json;
    }

    private static void put(ObjectNode json, String field, @Nullable String text) {
        if (text != null) {
            json.put(field, text);
        }
    }
}
