package dev.danmaku.console.api;

import dev.danmaku.console.picture.RoomRow;
import dev.danmaku.console.web.Answer;
import dev.danmaku.console.web.Call;
import dev.danmaku.console.web.Route;
import dev.danmaku.console.web.Routes;
import dev.danmaku.room.RoomId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.exceptions.JedisException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The list of rooms. */
public final class RoomsApi {
    private static final Logger LOG = LoggerFactory.getLogger(RoomsApi.class);
    private static final int MAX_LIMIT = 500;
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_OFFSET = 10_000_000;

    private final Sources sources;

    public RoomsApi(Sources sources) {
        this.sources = sources;
    }

    public void addTo(Routes routes) {
        routes.add(Route.get("/api/v1/rooms", Route.Work.QUICK, this::list));
    }

    private Answer list(Call call) {
        var offset = (int) call.number("offset", 0, 0, MAX_OFFSET);
        var limit = (int) call.number("limit", 0, DEFAULT_LIMIT, MAX_LIMIT);
        var rows = new RoomRows(sources.rates(), call);
        var picture = sources.registry().picture();
        var found = rows.of(picture.rooms());
        var json = Json.object()
                .put("at", picture.at().toEpochMilli())
                .put("total", picture.rooms().size())
                .put("matching", found.size());
        var shown = found.subList(Math.min(offset, found.size()), (int)
                Math.min((long) offset + limit, found.size()));
        learnHours(shown);
        var array = json.putArray("rooms");
        shown.forEach(
                row -> RoomRows.write(row, RoomRows.pace(sources.rates(), row), array.addObject()));
        return Answer.json(json);
    }

    /** What happened in a room before the console began is asked for once, when the room is first shown. */
    private void learnHours(List<RoomRow> shown) {
        var now = Instant.now();
        try {
            for (var row : shown) {
                if (row.isRoom()) {
                    var room = new RoomId(row.platform(), row.id());
                    if (sources.rates().lacksHour(room)) {
                        sources.rates()
                                .seed(
                                        room,
                                        sources.rateReader()
                                                .minutes(
                                                        room, now.minus(Duration.ofHours(1)), now));
                    }
                }
            }
        } catch (JedisException e) {
            LOG.debug("rates of the last hour are not known: {}", e.getMessage());
        }
    }
}
