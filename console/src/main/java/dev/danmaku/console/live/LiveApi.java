package dev.danmaku.console.live;

import dev.danmaku.console.web.Answer;
import dev.danmaku.console.web.Call;
import dev.danmaku.console.web.Problem;
import dev.danmaku.console.web.Route;
import dev.danmaku.console.web.Routes;
import dev.danmaku.room.RoomId;

import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The stream of live data. */
public final class LiveApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_ID = 500;

    private final Hub hub;
    private final CommentSource source;

    /** Where live comments come from. */
    public enum CommentSource {
        /** Workers publish them on Redis. */
        TAIL(""),
        /** They are looked up every second. */
        STORE(""),
        /** They do not come. */
        NONE(
                "There are no live comments: enable the sink redis (danmaku.sinks.enabled), or the sink store, which"
                        + " comes a little later");

        private final String detail;

        CommentSource(String detail) {
            this.detail = detail;
        }
    }

    public LiveApi(Hub hub, CommentSource source) {
        this.hub = hub;
        this.source = source;
    }

    public void addTo(Routes routes) {
        routes.add(Route.get("/api/v1/live", Route.Work.QUICK, this::listen));
    }

    private Answer listen(Call call) {
        var topics = call.text("topics");
        var names = topics == null ? List.<String>of() : List.of(topics.split(",", -1));
        if (names.isEmpty()
                || names.size() > Hub.MAX_TOPICS
                || names.stream().distinct().count() < names.size()) {
            throw Problem.bad(
                    "'topics' is a list of 1 to %d different ones: overview, room:PLATFORM:ID"
                            .formatted(Hub.MAX_TOPICS));
        }
        var rooms = new ArrayList<RoomId>();
        var overview = false;
        for (var name : names) {
            if (name.equals(Hub.OVERVIEW)) {
                overview = true;
            } else {
                rooms.add(room(name));
            }
        }
        var lastId = call.header("Last-Event-ID");
        if (lastId != null && lastId.length() > MAX_ID) {
            throw Problem.bad("'Last-Event-ID' is what an id was");
        }
        var client = hub.join(
                call.caller(),
                overview,
                rooms,
                lastId,
                rooms.isEmpty() ? List.of() : List.of(note()));
        return new Answer.Flowing("text/event-stream", Map.of(), client);
    }

    private static RoomId room(String topic) {
        var parts = topic.split(":", 3);
        if (parts.length != 3 || !parts[0].equals("room")) {
            throw Problem.bad("A topic is overview or room:PLATFORM:ID");
        }
        return Call.room(Call.platform(parts[1]), parts[2]);
    }

    private String note() {
        var json = JSON.createObjectNode()
                .put("comments", source.name().toLowerCase(java.util.Locale.ROOT));
        if (!source.detail.isEmpty()) {
            json.put("detail", source.detail);
        }
        return "event: source\ndata: %s\n\n".formatted(JSON.writeValueAsString(json));
    }
}
