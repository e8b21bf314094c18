package dev.danmaku.console.api;

import dev.danmaku.console.web.Answer;
import dev.danmaku.console.web.Call;
import dev.danmaku.console.web.Problem;
import dev.danmaku.console.web.Route;
import dev.danmaku.console.web.Routes;
import dev.danmaku.event.EventJson;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.store.EventQuery;
import dev.danmaku.store.EventReader.Page;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** Stored events, found again. */
public final class EventsApi {
    private static final int MAX_LIMIT = 500;
    private static final int DEFAULT_LIMIT = 100;
    private static final int SHORTEST_WORDS = 1;

    private final StoreDoor store;

    public EventsApi(StoreDoor store) {
        this.store = store;
    }

    public void addTo(Routes routes) {
        routes.add(Route.get(
                "/api/v1/rooms/{platform}/{room}/events",
                Route.Work.STORE,
                call -> find(call, call.platform(), call.room())));
        routes.add(Route.get("/api/v1/events", Route.Work.STORE, this::search));
    }

    private Answer search(Call call) {
        var platform = call.platformAsked();
        var room = call.text("room");
        if (platform == null && (room != null || call.text("user") != null)) {
            throw Problem.bad("A room or a user is one of a platform: give 'platform', too");
        }
        return find(
                call,
                platform,
                room == null || platform == null ? null : Call.room(platform, room));
    }

    private Answer find(Call call, @Nullable Platform platform, @Nullable RoomId room) {
        var query = query(call, platform, room);
        var cursor = call.cursor();
        var limit = (int) call.number("limit", 1, DEFAULT_LIMIT, MAX_LIMIT);
        return json(store.ask(reader -> {
            try {
                return reader.page(query, cursor, limit);
            } catch (IllegalArgumentException e) {
                throw Problem.bad("'cursor' is what 'next' was in an earlier answer");
            }
        }));
    }

    private static EventQuery query(Call call, @Nullable Platform platform, @Nullable RoomId room) {
        var words = call.text("text");
        if (words != null && words.strip().length() < SHORTEST_WORDS) {
            throw Problem.bad("'text' is what a chat contains");
        }
        var types = call.text("types");
        try {
            return new EventQuery(
                    call.number("from", 0, 0, Long.MAX_VALUE / 2),
                    call.number("to", 0, Long.MAX_VALUE / 2, Long.MAX_VALUE / 2),
                    platform,
                    room == null ? null : room.id(),
                    call.text("user"),
                    types == null ? Set.of() : Set.of(types.split(",")),
                    words,
                    true);
        } catch (IllegalArgumentException e) {
            throw Problem.bad(String.valueOf(e.getMessage()));
        }
    }

    private static Answer json(Page page) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes("{\"events\":[".getBytes(StandardCharsets.UTF_8));
        var first = true;
        for (var event : page.events()) {
            if (!first) {
                bytes.write(',');
            }
            first = false;
            bytes.writeBytes(EventJson.toJson(event).getBytes(StandardCharsets.UTF_8));
        }
        bytes.write(']');
        if (page.next() != null) {
            bytes.writeBytes(
                    ",\"next\":\"%s\"".formatted(page.next()).getBytes(StandardCharsets.UTF_8));
        }
        bytes.write('}');
        return new Answer.Whole(200, "application/json", bytes.toByteArray(), Map.of());
    }
}
