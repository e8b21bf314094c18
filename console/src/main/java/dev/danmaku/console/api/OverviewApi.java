package dev.danmaku.console.api;

import dev.danmaku.console.web.Answer;
import dev.danmaku.console.web.Call;
import dev.danmaku.console.web.Route;
import dev.danmaku.console.web.Routes;
import dev.danmaku.room.Platform;

import java.util.ArrayList;
import java.util.Arrays;

/** The wall. */
public final class OverviewApi {
    /** A grid of more is no picture any more. */
    private static final int MAX_GRID = 20_000;

    private final Sources sources;

    public OverviewApi(Sources sources) {
        this.sources = sources;
    }

    public void addTo(Routes routes) {
        routes.add(Route.get("/api/v1/overview", Route.Work.QUICK, this::overview));
        routes.add(Route.get("/api/v1/grid", Route.Work.QUICK, this::grid));
    }

    private Answer overview(Call call) {
        return Answer.json(OverviewJson.of(
                sources.registry().picture(),
                sources.queues().queues(),
                sources.rates(),
                sources.history().points()));
    }

    private Answer grid(Call call) {
        var picture = sources.registry().picture();
        var json = Json.object().put("at", picture.at().toEpochMilli());
        var platforms = json.putArray("platforms");
        Arrays.stream(Platform.values()).map(Platform::label).forEach(platforms::add);
        var states = new ArrayList<String>();
        var rooms = json.putArray("rooms");
        for (var row :
                picture.rooms().subList(0, Math.min(MAX_GRID, picture.rooms().size()))) {
            var state = states.indexOf(row.state());
            if (state < 0) {
                state = states.size();
                states.add(row.state());
            }
            rooms.addArray()
                    .add(row.platform().ordinal())
                    .add(row.id())
                    .add(state)
                    .add(RoomRows.pace(sources.rates(), row).chatsPerMinute());
        }
        var names = json.putArray("states");
        states.forEach(names::add);
        if (picture.rooms().size() > MAX_GRID) {
            json.put("left", picture.rooms().size() - MAX_GRID);
        }
        return Answer.json(json);
    }
}
