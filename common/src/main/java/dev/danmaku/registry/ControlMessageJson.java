package dev.danmaku.registry;

import dev.danmaku.registry.ControlMessage.Answer;
import dev.danmaku.registry.ControlMessage.Ask;
import dev.danmaku.registry.ControlMessage.Cancel;
import dev.danmaku.registry.ControlMessage.Changed;
import dev.danmaku.registry.ControlMessage.Cut;
import dev.danmaku.registry.ControlMessage.CutDone;
import dev.danmaku.registry.ControlMessage.Declined;
import dev.danmaku.registry.ControlMessage.Drain;
import dev.danmaku.registry.ControlMessage.GoOn;
import dev.danmaku.registry.ControlMessage.JobRef;
import dev.danmaku.registry.ControlMessage.Move;
import dev.danmaku.registry.ControlMessage.StandBy;
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
            case Cut cut ->
                json.put("say", "cut")
                        .put("from", cut.from())
                        .put("job", text(cut.job()))
                        .put("mark", cut.mark());
            case CutDone done ->
                json.put("say", "cut-done").put("job", text(done.job())).put("heard", done.heard());
            case Declined declined ->
                json.put("say", "declined")
                        .put("job", text(declined.job()))
                        .put("reason", declined.reason());
            case Drain drain -> json.put("say", "drain");
            case StandBy standBy -> json.put("say", "stand-by");
            case GoOn goOn -> json.put("say", "go-on");
            case Changed changed ->
                writeRooms(json.put("say", "changed").putArray("rooms"), changed.rooms());
            case Move move -> writeRooms(json.put("say", "move").putArray("rooms"), move.rooms());
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
                case "cut" ->
                    Optional.of(new Cut(
                            json.path("from").asString(),
                            job(json.path("job")),
                            json.path("mark").asString()));
                case "cut-done" ->
                    Optional.of(new CutDone(
                            job(json.path("job")), json.path("heard").asString(null)));
                case "declined" ->
                    Optional.of(new Declined(
                            job(json.path("job")), json.path("reason").asString("")));
                case "drain" -> Optional.of(new Drain());
                case "stand-by" -> Optional.of(new StandBy());
                case "go-on" -> Optional.of(new GoOn());
                case "changed" -> Optional.of(new Changed(rooms(json.path("rooms"))));
                case "move" -> Optional.of(new Move(rooms(json.path("rooms"))));
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
        jobs.forEach(ref -> array.add(text(ref)));
    }

    private static String text(JobRef ref) {
        return ref.room() + " " + ref.job();
    }

    private static void writeRooms(ArrayNode array, List<RoomId> rooms) {
        rooms.forEach(room -> array.add(room.toString()));
    }

    private static List<JobRef> jobs(JsonNode array) {
        var jobs = new ArrayList<JobRef>();
        for (var node : array) {
            jobs.add(job(node));
        }
        return jobs;
    }

    private static JobRef job(JsonNode node) {
        var text = node.asString();
        var space = text.indexOf(' ');
        return new JobRef(
                RoomId.parse(text.substring(0, space)), Long.parseLong(text.substring(space + 1)));
    }

    private static List<RoomId> rooms(JsonNode array) {
        var rooms = new ArrayList<RoomId>();
        for (var node : array) {
            rooms.add(RoomId.parse(node.asString()));
        }
        return rooms;
    }
}
