package dev.danmaku.console.api;

import dev.danmaku.console.web.Answer;
import dev.danmaku.console.web.Call;
import dev.danmaku.console.web.Problem;
import dev.danmaku.console.web.Route;
import dev.danmaku.console.web.Routes;
import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.rate.RateBucket;
import dev.danmaku.store.report.ReportMaker;
import dev.danmaku.store.report.RoomReport;

import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The streams of a room, and what happened in one. */
public final class ReportsApi {
    private static final long LONGEST = Duration.ofDays(7).toMillis();
    private static final long STREAMS_BACK = Duration.ofDays(30).toMillis();
    private static final long LATEST = Long.MAX_VALUE / 2;
    private static final int MAX_STREAMS = 100;
    private static final int PEAKS = 5;
    /** Peaks that lie closer together are one. */
    private static final long PEAK_APART_SECONDS = 300;

    private final StoreDoor store;
    private final Sources sources;

    public ReportsApi(StoreDoor store, Sources sources) {
        this.store = store;
        this.sources = sources;
    }

    public void addTo(Routes routes) {
        routes.add(Route.get(
                "/api/v1/rooms/{platform}/{room}/streams", Route.Work.STORE, this::streams));
        routes.add(Route.get(
                "/api/v1/rooms/{platform}/{room}/report", Route.Work.STORE, this::report));
    }

    private Answer streams(Call call) {
        var room = call.room();
        var now = System.currentTimeMillis();
        var to = call.number("to", 0, LATEST, LATEST);
        var from = call.number("from", 0, Math.min(now, to) - STREAMS_BACK, to);
        var found = store.ask(reader -> reader.broadcasts(room.platform(), room.id(), from, to));
        var row = sources.registry().picture().room(room.platform(), room.id());
        var record = row == null ? null : row.record();
        var json = Json.object();
        var array = json.putArray("streams");
        for (var stream : found.subList(0, Math.min(MAX_STREAMS, found.size()))) {
            var one = array.addObject().put("from", stream.from());
            var running = record != null
                    && record.held()
                    && !record.state().equals("ending")
                    && record.job() == stream.job();
            if (!running) {
                one.put("to", stream.to());
            }
            Json.put(one, "live", stream.live());
            one.put("chats", stream.chats());
        }
        return Answer.json(json);
    }

    private Answer report(Call call) {
        var room = call.room();
        var to = call.number("to", 0, System.currentTimeMillis(), LATEST);
        var from = call.number("from", 0, to - Duration.ofHours(24).toMillis(), to);
        if (to - from > LONGEST) {
            throw Problem.bad("A report is of 7 days at most");
        }
        var report =
                store.ask(reader -> ReportMaker.of(reader, room.platform(), room.id(), from, to));
        return Answer.json(json(report));
    }

    private static ObjectNode json(RoomReport report) {
        var json = Json.object()
                .put("from", report.from())
                .put("to", report.to())
                .put("chats", report.chats())
                .put("users", report.users())
                .put("exact", report.exact());
        peaks(report, json);
        var curve = json.putObject("curve")
                .put("step", 60)
                .put("from", report.from())
                .put("to", report.to());
        RoomApi.columns(
                curve,
                report.minutes().stream()
                        .map(minute -> new RateBucket(
                                minute.at(),
                                minute.chats(),
                                minute.users(),
                                0,
                                minute.value(),
                                minute.viewers()))
                        .toList());
        gaps(curve, report.gaps());
        people(report, json);
        var phrases = json.putArray("topPhrases");
        report.phrases()
                .forEach(phrase -> phrases.addObject()
                        .put("text", phrase.text())
                        .put("count", phrase.count()));
        var gifts = json.putArray("gifts");
        report.gifts().forEach(gift -> {
            var one = gifts.addObject();
            Json.put(one, "id", gift.id());
            Json.put(one, "name", gift.name());
            one.put("count", gift.count());
            value(one, gift.value());
        });
        json.put("memberships", report.memberships()).put("superchats", report.superChats());
        gaps(json, report.gaps());
        return json.put("missingMs", report.missingMillis());
    }

    private static void people(RoomReport report, ObjectNode json) {
        var people = json.putArray("topUsers");
        report.people().forEach(person -> {
            var one = people.addObject().put("id", person.id());
            Json.put(one, "name", person.name());
            one.put("chats", person.chats());
            value(one, person.value());
        });
    }

    private static void value(ObjectNode json, Map<String, Long> value) {
        var units = json.putObject("value");
        value.forEach(units::put);
    }

    private static void peaks(RoomReport report, ObjectNode json) {
        var peaks = json.putArray("peaks");
        var chosen = new java.util.ArrayList<RoomReport.Minute>();
        report.minutes().stream()
                .filter(minute -> minute.chats() > 0)
                .sorted(Comparator.comparingLong(RoomReport.Minute::chats).reversed())
                .forEach(minute -> {
                    var apart = chosen.stream()
                            .allMatch(other ->
                                    Math.abs(other.at() - minute.at()) >= PEAK_APART_SECONDS);
                    if (apart && chosen.size() < PEAKS) {
                        chosen.add(minute);
                    }
                });
        for (var minute : chosen) {
            var one = peaks.addObject().put("at", minute.at() * 1000).put("chats", minute.chats());
            minute.viewers().entrySet().stream()
                    .min(Map.Entry.comparingByKey())
                    .ifPresent(viewers -> one.put("viewers", viewers.getValue())
                            .put("viewersKind", viewers.getKey().name().toLowerCase(Locale.ROOT)));
        }
    }

    static void gaps(ObjectNode json, List<Gap> gaps) {
        var array = json.putArray("gaps");
        gaps.forEach(gap -> {
            var one = array.addObject()
                    .put("from", gap.from())
                    .put("to", gap.to())
                    .put("cause", gap.cause());
            Json.put(one, "dropped", gap.dropped());
        });
    }
}
