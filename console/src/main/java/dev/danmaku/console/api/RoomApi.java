package dev.danmaku.console.api;

import dev.danmaku.console.web.Answer;
import dev.danmaku.console.web.Call;
import dev.danmaku.console.web.Problem;
import dev.danmaku.console.web.Route;
import dev.danmaku.console.web.Routes;
import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.look.RoomAnswer;
import dev.danmaku.look.WhyJson;
import dev.danmaku.rate.RateBucket;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.room.RoomId;
import dev.danmaku.store.EventQuery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.exceptions.JedisException;

import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** One room: why it is watched or not, and its rates. */
public final class RoomApi {
    private static final Logger LOG = LoggerFactory.getLogger(RoomApi.class);
    private static final int SECONDS_AT_MOST = 4 * 3600;
    private static final int MINUTES_AT_MOST = 45 * 1440;

    /** A chart waits no longer for the gaps in it. */
    private static final Duration GAPS_WITHIN = Duration.ofSeconds(2);

    private static final int MAX_GAPS = 500;

    private final Sources sources;
    private final StoreDoor store;

    public RoomApi(Sources sources, StoreDoor store) {
        this.sources = sources;
        this.store = store;
    }

    public void addTo(Routes routes) {
        routes.add(Route.get("/api/v1/rooms/{platform}/{room}", Route.Work.QUICK, this::tell));
        routes.add(
                Route.get("/api/v1/rooms/{platform}/{room}/rates", Route.Work.STORE, this::rates));
    }

    private Answer tell(Call call) {
        var room = call.room();
        try {
            var view = sources.reader().room(room.platform(), room.id());
            var queues = sources.queues().queues();
            var asksQueue = RoomAnswer.dependsOnTheQueue(view);
            var answer = RoomAnswer.of(
                    new RoomAnswer.Facts(
                            view,
                            sources.registry().picture().workers(),
                            asksQueue ? queues.look(room.platform().jobQueue()) : null,
                            asksQueue ? queues.away() : null,
                            null),
                    ZoneOffset.UTC);
            var json = (ObjectNode) Json.MAPPER.readTree(WhyJson.of(answer));
            addSaid(json, room);
            return Answer.json(json);
        } catch (RegistryUnavailable e) {
            throw Problem.away("no-redis", "Redis does not answer: " + e.getMessage());
        }
    }

    private void addSaid(ObjectNode json, RoomId room) {
        var row = sources.registry().picture().room(room.platform(), room.id());
        var said = row == null ? null : row.said();
        if (said != null) {
            Json.put(json, "name", said.streamer());
            Json.put(json, "title", said.title());
            Json.put(json, "cover", said.cover());
            Json.put(json, "live", said.live());
        }
        var pace = sources.rates().of(room);
        var rates = json.putObject("rates").put("chatsPerMinute", pace.chatsPerMinute());
        if (pace.kindWord() != null) {
            rates.put("viewers", pace.viewers()).put("viewersKind", pace.kindWord());
        }
    }

    private Answer rates(Call call) {
        var room = call.room();
        var step = call.number("step", 1, 1, 60);
        if (step != 1 && step != 60) {
            throw Problem.bad("'step' is 1 or 60 (seconds)");
        }
        var now = System.currentTimeMillis();
        var to = call.number("to", 0, now, Long.MAX_VALUE / 2);
        var from = call.number("from", 0, to - (step == 1 ? 600_000 : 86_400_000), to);
        var most = step == 1 ? SECONDS_AT_MOST : MINUTES_AT_MOST * 60;
        if ((to - from) / 1000 > most) {
            throw Problem.bad("With step=%d at most %d hours are answered at once"
                    .formatted(step, most / 3600));
        }
        try {
            var begin = Instant.ofEpochMilli(from);
            var end = Instant.ofEpochMilli(to);
            var buckets = step == 1
                    ? sources.rateReader().seconds(room, begin, end)
                    : sources.rateReader().minutes(room, begin, end);
            var json = Json.object().put("step", step).put("from", from).put("to", to);
            columns(json, buckets);
            ReportsApi.gaps(json, gaps(room, from, to));
            return Answer.json(json);
        } catch (JedisException e) {
            throw Problem.away("no-redis", "Redis does not answer: " + e.getMessage());
        }
    }

    /** None where there is no store, or it does not answer soon: the rates are there all the same. */
    private List<Gap> gaps(RoomId room, long from, long to) {
        if (!store.isThere()) {
            return List.of();
        }
        try {
            var query = EventQuery.between(from, to).in(room).types("gap");
            return store
                    .ask(GAPS_WITHIN, reader -> reader.page(query, null, MAX_GAPS))
                    .events()
                    .stream()
                    .map(event -> event.body() instanceof Gap gap ? gap : null)
                    .filter(Objects::nonNull)
                    .toList();
        } catch (Problem e) {
            LOG.debug("the gaps of {} are not known: {}", room, e.getMessage());
            return List.of();
        }
    }

    /** Columns of one length; viewers of the kind that the newest bucket has, null where a time has none. */
    static void columns(ObjectNode json, List<RateBucket> buckets) {
        var at = json.putArray("at");
        var chats = json.putArray("chats");
        var users = json.putArray("users");
        var viewers = json.putArray("viewers");
        var units = new TreeSet<String>();
        buckets.forEach(bucket -> units.addAll(bucket.value().keySet()));
        var values = json.putObject("value");
        var columns = new LinkedHashMap<String, tools.jackson.databind.node.ArrayNode>();
        units.forEach(unit -> columns.put(unit, values.putArray(unit)));
        var kind = buckets.reversed().stream()
                .flatMap(bucket -> bucket.viewers().keySet().stream().sorted().limit(1))
                .findFirst()
                .orElse(null);
        if (kind != null) {
            json.put("viewersKind", kind.name().toLowerCase(java.util.Locale.ROOT));
        }
        for (var bucket : buckets) {
            at.add(bucket.at());
            chats.add(bucket.chats());
            users.add(bucket.users());
            var count = kind == null ? null : bucket.viewers().get(kind);
            if (count == null) {
                viewers.addNull();
            } else {
                viewers.add(count);
            }
            columns.forEach((unit, column) -> column.add(bucket.value().getOrDefault(unit, 0L)));
        }
    }
}
