package dev.danmaku.simulator.control;

import dev.danmaku.room.BadRoomId;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.net.Answer;
import dev.danmaku.simulator.net.Control;
import dev.danmaku.simulator.net.Request;
import dev.danmaku.simulator.room.SimulatedPlatform;
import dev.danmaku.simulator.room.SimulatedRoom;
import dev.danmaku.simulator.script.BadScript;
import dev.danmaku.simulator.script.Order;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Reads requests, asks the rooms, writes JSON. Safe to use from any thread; never waits. */
public final class ControlApi implements Control {
    private static final String ROOT = "/simulator/";
    private static final String ONE_ROOM = ROOT + "rooms/";

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final Map<Platform, SimulatedPlatform> platforms;
    private final Function<String, Map<String, String>> settings;
    private final InstantSource clock;

    /** @param settings what points a cluster at a simulator whose host and port are those given */
    public ControlApi(
            Map<Platform, SimulatedPlatform> platforms,
            Function<String, Map<String, String>> settings,
            InstantSource clock) {
        this.platforms = Map.copyOf(platforms);
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public boolean owns(String path) {
        return path.startsWith(ROOT);
    }

    @Override
    public CompletionStage<Answer> answer(Request request) {
        if (request.path().equals(ROOT + "actions")) {
            return request.method().equals("POST")
                    ? act(request.body())
                    : now(error(405, "actions are posted"));
        }
        if (!request.method().equals("GET")) {
            return now(error(405, "only actions are posted"));
        }
        return now(
                switch (request.path()) {
                    case ROOT + "state" -> state();
                    case ROOT + "rooms" -> rooms();
                    case ROOT + "settings" -> json(200, settings.apply(request.host()));
                    default ->
                        request.path().startsWith(ONE_ROOM)
                                ? room(request.path().substring(ONE_ROOM.length()))
                                : error(
                                        404,
                                        "there are state, rooms, rooms/{platform}:{id}, settings and actions");
                });
    }

    private Answer state() {
        var json = new LinkedHashMap<String, Object>();
        platforms.forEach(
                (platform, simulated) -> json.put(platform.label(), StateJson.platform(simulated)));
        return json(200, json);
    }

    private Answer rooms() {
        var json = new LinkedHashMap<String, Object>();
        platforms
                .values()
                .forEach(platform -> platform.rooms()
                        .forEach(room -> json.put(room.id().toString(), StateJson.room(room))));
        return json(200, json);
    }

    private Answer room(String name) {
        try {
            var id = RoomId.parse(name);
            return find(id).map(room -> json(200, StateJson.roomInFull(room, clock.instant())))
                    .orElseGet(() -> error(404, "there is no " + id));
        } catch (BadRoomId e) {
            return error(400, String.valueOf(e.getMessage()));
        }
    }

    private Optional<SimulatedRoom> find(RoomId id) {
        return Optional.ofNullable(platforms.get(id.platform()))
                .flatMap(platform -> platform.find(id.id()));
    }

    private CompletionStage<Answer> act(String body) {
        List<Order> orders;
        try {
            orders = orders(body);
        } catch (JacksonException e) {
            return now(error(400, "this is not JSON: " + e.getOriginalMessage()));
        } catch (BadScript e) {
            return now(error(400, String.valueOf(e.getMessage())));
        }
        return CompletableFuture.allOf(orders.stream()
                        .map(order -> order.carryOut(
                                platform -> Optional.ofNullable(platforms.get(platform))))
                        .toArray(CompletableFuture<?>[]::new))
                .handle((done, failure) -> failure == null
                        ? json(200, Map.of("done", orders.size()))
                        : failed(failure));
    }

    /** All are understood before the first is done. */
    private List<Order> orders(String body) {
        var node = mapper.readTree(body);
        var orders = new ArrayList<Order>();
        if (node.isArray()) {
            node.forEach(one -> orders.add(Order.read(one, Platform.KUAISHOU)));
        } else {
            orders.add(Order.read(node, Platform.KUAISHOU));
        }
        return orders;
    }

    private Answer failed(Throwable failure) {
        var reason = Order.reason(failure);
        return error(reason instanceof BadScript ? 400 : 409, String.valueOf(reason.getMessage()));
    }

    private Answer error(int status, String message) {
        return json(status, Map.of("error", message));
    }

    private Answer json(int status, Map<String, ?> body) {
        return Answer.json(status, mapper.writeValueAsString(body) + "\n");
    }

    private static CompletionStage<Answer> now(Answer answer) {
        return CompletableFuture.completedStage(answer);
    }
}
