package dev.danmaku.console.api;

import dev.danmaku.console.picture.RegistryPoll;
import dev.danmaku.console.web.Answer;
import dev.danmaku.console.web.Call;
import dev.danmaku.console.web.Problem;
import dev.danmaku.console.web.Route;
import dev.danmaku.console.web.Routes;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.room.RoomId;

import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** What people do to rooms, platforms and workers. */
public final class ActionsApi {
    private static final int MAX_ROOMS = 5_000;
    private static final int MAX_TEXTS = 10_000;

    private final Acting acting;
    private final RegistryPoll registry;
    private final UnifiedJedis redis;

    public ActionsApi(Acting acting, RegistryPoll registry, UnifiedJedis redis) {
        this.acting = acting;
        this.registry = registry;
        this.redis = redis;
    }

    public void addTo(Routes routes) {
        routes.add(Route.act("/api/v1/rooms", call -> onRedis(() -> add(call))));
        routes.add(Route.act("/api/v1/rooms/actions", call -> onRedis(() -> actOnRooms(call))));
        routes.add(Route.act(
                "/api/v1/platforms/{platform}/actions",
                call -> onRedis(() -> actOnPlatform(call))));
        routes.add(Route.act(
                "/api/v1/workers/{session}/actions", call -> onRedis(() -> actOnWorker(call))));
    }

    private interface Action {
        Answer.Whole act();
    }

    private Answer onRedis(Action action) {
        try {
            return action.act();
        } catch (RegistryUnavailable | JedisException e) {
            throw Problem.away("no-redis", "Redis does not answer: " + e.getMessage());
        } finally {
            registry.lookSoon();
        }
    }

    private Answer.Whole add(Call call) {
        var json = call.json();
        var named = Call.text(json, "platform");
        var texts = new RoomTexts(named == null ? null : Call.platform(named));
        var given = json.path("rooms");
        if (!given.isArray() || given.isEmpty() || given.size() > MAX_TEXTS) {
            throw Problem.bad("'rooms' is a list of 1 to %d texts".formatted(MAX_TEXTS));
        }
        for (var text : given) {
            if (!text.isString()) {
                throw Problem.bad("'rooms' is a list of texts");
            }
            texts.read(text.asString());
        }
        if (texts.rooms.size() > MAX_ROOMS) {
            throw Problem.bad("At most %d rooms are added at once".formatted(MAX_ROOMS));
        }
        var answer = Json.object();
        var added = answer.putArray("added");
        var known = answer.putArray("known");
        for (var room : texts.rooms) {
            var isNew = redis.sadd(room.platform().livesKey(), room.id()) > 0;
            (isNew ? added : known)
                    .addObject()
                    .put("platform", room.platform().label())
                    .put("room", room.id());
        }
        var refused = answer.putArray("refused");
        texts.refused.forEach(
                each -> refused.addObject().put("text", each.text()).put("detail", each.detail()));
        acting.wrote(
                call,
                "add",
                Acting.of(List.copyOf(texts.rooms)),
                "added %d, known %d, refused %d"
                        .formatted(added.size(), known.size(), refused.size()));
        return Answer.json(answer);
    }

    private Answer.Whole actOnRooms(Call call) {
        var json = call.json();
        var action = String.valueOf(Call.text(json, "action"));
        var rooms = rooms(json);
        var operator = acting.of(call);
        var answer = switch (action) {
            case "remove" -> remove(rooms);
            case "retry" -> Acting.told(operator.retry(rooms));
            case "pause" -> Acting.told(operator.pause(rooms));
            case "resume" -> Acting.told(operator.resume(rooms));
            case "move" -> move(call, rooms);
            default -> throw Problem.bad("'action' is one of remove, retry, move, pause, resume");
        };
        acting.wrote(call, action, Acting.of(rooms), outcome(answer));
        return Answer.json(answer);
    }

    private static List<RoomId> rooms(JsonNode json) {
        var given = json.path("rooms");
        if (!given.isArray() || given.isEmpty() || given.size() > MAX_ROOMS) {
            throw Problem.bad("'rooms' is a list of 1 to %d rooms".formatted(MAX_ROOMS));
        }
        var rooms = new LinkedHashSet<RoomId>();
        for (var each : given) {
            rooms.add(Call.room(
                    Call.platform(String.valueOf(Call.text(each, "platform"))),
                    String.valueOf(Call.text(each, "room"))));
        }
        return List.copyOf(rooms);
    }

    private ObjectNode remove(List<RoomId> rooms) {
        var refused = Json.MAPPER.createArrayNode();
        var done = 0;
        for (var room : rooms) {
            if (redis.srem(room.platform().livesKey(), room.id()) > 0) {
                done++;
            } else {
                Acting.refuse(refused.addObject(), room, "It was not wanted");
            }
        }
        var json = Json.object().put("done", done);
        json.set("refused", refused);
        return json;
    }

    private ObjectNode move(Call call, List<RoomId> rooms) {
        var picture = registry.picture();
        var operator = acting.of(call);
        var refused = Json.MAPPER.createArrayNode();
        var done = 0;
        for (var room : rooms) {
            var row = picture.room(room.platform(), room.id());
            var holder = row == null ? null : row.worker();
            if (holder == null) {
                Acting.refuse(refused.addObject(), room, "No worker holds it");
            } else if (picture.living() < 2) {
                Acting.refuse(refused.addObject(), room, "There is no other worker");
            } else if (operator.move(holder, room)) {
                done++;
            } else {
                Acting.refuse(refused.addObject(), room, "Its worker does not hear");
            }
        }
        var json = Json.object().put("done", done);
        json.set("refused", refused);
        return json;
    }

    private Answer.Whole actOnPlatform(Call call) {
        var platform = call.platform();
        var json = call.json();
        var reason = Call.text(json, "reason");
        var operator = acting.of(call);
        var action = String.valueOf(Call.text(json, "action"));
        var done = switch (action) {
            case "pause" -> operator.pause(platform) ? 1 : 0;
            case "resume" -> operator.resume(platform) ? 1 : 0;
            case "retry" ->
                Acting.told(operator.retryAll(platform, reason == null ? "" : reason))
                        .path("done")
                        .asInt();
            default -> throw Problem.bad("'action' is one of pause, resume, retry");
        };
        acting.wrote(call, action, Map.of("platform", platform.label()), "done " + done);
        return Answer.json(Json.object().put("done", done));
    }

    private Answer.Whole actOnWorker(Call call) {
        var session = call.param("session");
        if (!registry.glance().bySession().containsKey(session)) {
            throw Problem.notFound("There is no such worker");
        }
        var operator = acting.of(call);
        var action = String.valueOf(Call.text(call.json(), "action"));
        var heard = switch (action) {
            case "drain" -> operator.drain(session);
            case "hold" -> operator.standBy(session);
            case "resume" -> operator.goOn(session);
            default -> throw Problem.bad("'action' is one of drain, hold, resume");
        };
        acting.wrote(call, action, Map.of("worker", session), heard ? "heard" : "not heard");
        return Answer.json(Json.object().put("done", heard ? 1 : 0));
    }

    private static String outcome(ObjectNode answer) {
        return "done %d, refused %d"
                .formatted(answer.path("done").asInt(), answer.path("refused").size());
    }
}
