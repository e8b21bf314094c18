package dev.danmaku.console.api;

import dev.danmaku.console.web.Call;
import dev.danmaku.console.who.AuditLog;
import dev.danmaku.registry.ControlChannel;
import dev.danmaku.registry.Operator;
import dev.danmaku.registry.OperatorAnswer.Outcome;
import dev.danmaku.registry.OperatorRegistry;
import dev.danmaku.registry.RegistryReader;
import dev.danmaku.room.RoomId;

import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Does what people want, in their names, and writes it down. */
public final class Acting {
    private final OperatorRegistry registry;
    private final RegistryReader reader;
    private final ControlChannel control;
    private final AuditLog audit;

    public Acting(
            OperatorRegistry registry,
            RegistryReader reader,
            ControlChannel control,
            AuditLog audit) {
        this.registry = registry;
        this.reader = reader;
        this.control = control;
        this.audit = audit;
    }

    /** Somebody's hands: what they do has their name in the rooms' histories. */
    Operator of(Call call) {
        var user = call.caller().user();
        return new Operator(
                registry, reader, control, user == null ? "console" : user + " (console)");
    }

    void wrote(Call call, String action, Map<String, ?> what, String outcome) {
        audit.write(call, call.caller(), action, what, outcome);
    }

    /** What was done to each room, as {@code {done, refused}}. */
    static ObjectNode told(List<Outcome> outcomes) {
        var json = Json.object();
        var refused = Json.MAPPER.createArrayNode();
        var done = 0;
        for (var outcome : outcomes) {
            var why = refusal(outcome);
            if (why.isEmpty()) {
                done++;
            } else {
                refuse(refused.addObject(), outcome.room(), why);
            }
        }
        json.put("done", done).set("refused", refused);
        return json;
    }

    static void refuse(ObjectNode json, RoomId room, String why) {
        json.put("platform", room.platform().label()).put("room", room.id()).put("detail", why);
    }

    /** Empty where it was done. */
    private static String refusal(Outcome outcome) {
        return switch (outcome.verdict()) {
            case PAUSED, RESUMED, RETRIED -> "";
            case ALREADY -> "It was paused before";
            case ENDING -> "Its stream ended a moment ago";
            case UNWANTED -> "It is not wanted: add it first";
            case KEPT -> "Its platform goes on already";
            case NOT_PAUSED -> "It is not paused";
            case NOT_PARKED -> "It is not parked";
            case PLATFORM_PAUSED -> "Its platform is paused: resume that";
        };
    }

    /** Rooms as the log has them: the first ones, and how many. */
    static Map<String, Object> of(List<RoomId> rooms) {
        var what = new LinkedHashMap<String, Object>();
        what.put("rooms", rooms.stream().limit(100).map(RoomId::toString).toList());
        what.put("count", rooms.size());
        return what;
    }
}
