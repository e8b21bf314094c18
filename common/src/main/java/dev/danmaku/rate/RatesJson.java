package dev.danmaku.rate;

import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.room.BadRoomId;
import dev.danmaku.room.RoomId;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How rates travel. A field may be added, none renamed. */
final class RatesJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int VERSION = 1;
    /** A summary of 500 rooms has a tenth of it. */
    private static final int MAX_CHARS = 1 << 20;

    private RatesJson() {}

    static String write(RoomRates rates) {
        var counted = rates.counted();
        var json = JSON.createObjectNode().put("v", VERSION);
        room(json, rates.room());
        json.put("at", rates.at()).put("seconds", rates.seconds());
        json.put("chats", counted.chats()).put("users", counted.users());
        viewers(json, counted.viewers());
        if (counted.gifts() > 0) {
            json.put("gifts", counted.gifts());
        }
        if (!counted.value().isEmpty()) {
            var value = json.putObject("value");
            new TreeMap<>(counted.value()).forEach(value::put);
        }
        return JSON.writeValueAsString(json);
    }

    static String write(RatesSummary summary) {
        var json = JSON.createObjectNode()
                .put("v", VERSION)
                .put("at", summary.at())
                .put("seconds", summary.seconds())
                .put("session", summary.session())
                .put("part", summary.part())
                .put("parts", summary.parts());
        var rooms = json.putArray("rooms");
        for (var room : summary.rooms()) {
            var one = rooms.addObject();
            room(one, room.room());
            one.put("chats", room.chats()).put("users", room.users());
            viewers(one, room.viewers());
        }
        return JSON.writeValueAsString(json);
    }

    private static void room(ObjectNode json, RoomId room) {
        json.put("platform", room.platform().label()).put("room", room.id());
    }

    private static void viewers(ObjectNode json, Map<ViewerCountKind, Long> viewers) {
        if (!viewers.isEmpty()) {
            var all = json.putObject("viewers");
            new TreeMap<>(viewers).forEach((kind, count) -> all.put(RateBucket.word(kind), count));
        }
    }

    static Optional<RoomRates> readRoom(String text) {
        return object(text)
                .flatMap(json -> room(json).map(room -> {
                    var at = json.path("at").asLong(0);
                    var seconds = json.path("seconds").asInt(0);
                    var value = new HashMap<String, Long>();
                    json.path("value").properties().forEach(unit -> {
                        if (unit.getValue().isIntegralNumber()) {
                            value.put(unit.getKey(), unit.getValue().asLong(0));
                        }
                    });
                    return new RoomRates(
                            room,
                            at,
                            seconds,
                            new RateBucket(
                                    at / 1000 - seconds,
                                    json.path("chats").asLong(0),
                                    json.path("users").asLong(0),
                                    json.path("gifts").asLong(0),
                                    value,
                                    viewers(json)));
                }));
    }

    static Optional<RatesSummary> readSummary(String text) {
        return object(text)
                .filter(json -> json.path("rooms").isArray()
                        && json.path("rooms").size() <= RatesSummary.MAX_ROOMS)
                .map(json -> {
                    var rooms = new ArrayList<RatesSummary.Room>();
                    json.path("rooms")
                            .forEach(one -> room(one)
                                    .ifPresent(room -> rooms.add(new RatesSummary.Room(
                                            room,
                                            one.path("chats").asLong(0),
                                            one.path("users").asLong(0),
                                            viewers(one)))));
                    return new RatesSummary(
                            json.path("at").asLong(0),
                            json.path("seconds").asInt(0),
                            json.path("session").asString(""),
                            json.path("part").asInt(1),
                            json.path("parts").asInt(1),
                            rooms);
                });
    }

    private static Optional<JsonNode> object(String text) {
        if (text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        try {
            var json = JSON.readTree(text);
            return json.path("v").asInt(0) == VERSION ? Optional.of(json) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<RoomId> room(JsonNode json) {
        try {
            return Optional.of(new RoomId(
                    RoomId.parsePlatform(json.path("platform").asString("")),
                    json.path("room").asString("")));
        } catch (BadRoomId e) {
            return Optional.empty();
        }
    }

    private static Map<ViewerCountKind, Long> viewers(JsonNode json) {
        var viewers = new EnumMap<ViewerCountKind, Long>(ViewerCountKind.class);
        json.path("viewers").properties().forEach(one -> {
            if (one.getValue().isIntegralNumber()) {
                RateBucket.kind(one.getKey())
                        .ifPresent(kind -> viewers.put(kind, one.getValue().asLong(0)));
            }
        });
        return viewers;
    }
}
