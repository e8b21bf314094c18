package dev.danmaku.registry;

import dev.danmaku.registry.ControlMessage.Answer;
import dev.danmaku.registry.ControlMessage.Ask;
import dev.danmaku.registry.ControlMessage.Cancel;
import dev.danmaku.registry.ControlMessage.JobRef;
import dev.danmaku.registry.ControlMessage.Verify;
import dev.danmaku.room.BadRoomId;
import dev.danmaku.room.RoomId;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code {"v":1,"say":"ask","from":"...","jobs":["kuaishou:3xabc 171...",...]}}: control messages as they travel. */
final class ControlMessageJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ControlMessageJson() {}

    static String write(ControlMessage message) {
        var json = JSON.createObjectNode().put("v", 1);
        switch (message) {
            case Ask ask -> {
                json.put("say", "ask").put("from", ask.from());
                writeJobs(json.putArray("jobs"), ask.jobs());
            }
            case Answer answer -> {
                json.put("say", "answer").put("from", answer.from());
                writeJobs(json.putArray("mine"), answer.mine());
                writeJobs(json.putArray("notMine"), answer.notMine());
            }
            case Cancel cancel ->
                writeRooms(json.put("say", "cancel").putArray("rooms"), cancel.rooms());
            case Verify verify ->
                writeRooms(json.put("say", "verify").putArray("rooms"), verify.rooms());
        }
        return JSON.writeValueAsString(json);
    }

    /** Empty for what we do not know: a newer version's word, or a stranger's. */
    static Optional<ControlMessage> read(String text) {
        try {
            var json = JSON.readTree(text);
            return switch (json.path("say").asString("")) {
                case "ask" ->
                    Optional.of(new Ask(json.path("from").asString(), jobs(json.path("jobs"))));
                case "answer" ->
                    Optional.of(new Answer(
                            json.path("from").asString(),
                            jobs(json.path("mine")),
                            jobs(json.path("notMine"))));
                case "cancel" -> Optional.of(new Cancel(rooms(json.path("rooms"))));
                case "verify" -> Optional.of(new Verify(rooms(json.path("rooms"))));
                default -> Optional.empty();
            };
        } catch (JacksonException
                | BadRoomId
                | NumberFormatException
                | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static void writeJobs(ArrayNode array, List<JobRef> jobs) {
        jobs.forEach(ref -> array.add(ref.room() + " " + ref.job()));
    }

    private static void writeRooms(ArrayNode array, List<RoomId> rooms) {
        rooms.forEach(room -> array.add(room.toString()));
    }

    private static List<JobRef> jobs(JsonNode array) {
        var jobs = new ArrayList<JobRef>();
        for (var node : array) {
            var text = node.asString();
            var space = text.indexOf(' ');
            jobs.add(new JobRef(
                    RoomId.parse(text.substring(0, space)),
                    Long.parseLong(text.substring(space + 1))));
        }
        return jobs;
    }

    private static List<RoomId> rooms(JsonNode array) {
        var rooms = new ArrayList<RoomId>();
        for (var node : array) {
            rooms.add(RoomId.parse(node.asString()));
        }
        return rooms;
    }
}
