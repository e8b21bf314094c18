package dev.danmaku.simulator.kuaishou;

import dev.danmaku.simulator.net.Answer;
import dev.danmaku.simulator.net.Request;
import dev.danmaku.simulator.room.SimulatedPlatform;
import dev.danmaku.simulator.room.SimulatedRoom;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Every look-up: counted, met by its trouble, else told the truth. Safe to use from any thread. */
final class Lookups {
    private static final String CAPTCHA_URL =
            "https://captcha.zt.kuaishou.com/iframe/index.html?captchaSession=simulated";

    private final SimulatedPlatform platform;
    private final KuaishouOptions options;
    private final Credentials credentials;
    private final Cookies cookies;

    Lookups(SimulatedPlatform platform, KuaishouOptions options) {
        this.platform = platform;
        this.options = options;
        this.credentials = new Credentials(platform, options);
        this.cookies = new Cookies(platform.content());
    }

    Answer page(String id) {
        var room = platform.find(id);
        return meet(
                Lookup.PAGE,
                room,
                () -> html(room.map(RoomPage::of).orElseGet(RoomPage::unknown)),
                result -> html(RoomPage.refused(room, result)));
    }

    Answer liveDetail(Request request) {
        var room = platform.find(request.param("principalId"));
        return meet(
                Lookup.LIVEDETAIL,
                room,
                () -> Answer.json(room.map(r -> LiveDetail.of(r, detailCredentials(request)))
                        .orElseGet(
                                () -> LiveDetail.refused(Optional.empty(), Result.UNKNOWN_ROOM))),
                result -> Answer.json(LiveDetail.refused(room, result)));
    }

    Answer webSocketInfo(Request request) {
        var room = platform.findByStream(request.param("liveStreamId"));
        return meet(
                Lookup.WEBSOCKETINFO,
                room,
                () -> {
                    var data = new LinkedHashMap<String, Object>();
                    data.put("result", room.isPresent() ? Result.OK : Result.NOT_LIVE);
                    if (room.isPresent()) {
                        data.putAll(credentials.fresh(request.host(), "websocketUrls"));
                    }
                    return data(data);
                },
                result -> data(
                        result == Result.CAPTCHA
                                ? Map.of("result", result, "url", CAPTCHA_URL)
                                : Map.of("result", result)));
    }

    /** The older way to the same credentials, and to the gifts. Risk control answers with nulls. */
    Answer graphQl(Request request) {
        var query = body(request);
        if (query.path("operationName").asString("").equals("AllGifts")) {
            return gifts(() -> data(Map.of("allGifts", Gifts.dictionary())));
        }
        var streamId = query.path("variables").path("liveStreamId").asString("");
        var room = platform.findByStream(streamId);
        return meet(
                Lookup.WEBSOCKETINFO,
                room,
                () -> {
                    var info = new LinkedHashMap<String, Object>();
                    info.put("token", null);
                    info.put("webSocketUrls", null);
                    if (room.isPresent()) {
                        info.putAll(credentials.fresh(request.host(), "webSocketUrls"));
                    }
                    info.put("__typename", "WebSocketInfo");
                    return data(Map.of("webSocketInfo", info));
                },
                result -> Answer.json(
                        "{\"data\":{\"webSocketInfo\":{\"token\":null,\"webSocketUrls\":null,"
                                + "\"__typename\":\"WebSocketInfo\"}}}"));
    }

    /** The share page's look-up: everything at once; without addresses when the room is not live. */
    Answer byUser(Request request) {
        var room = platform.find(body(request).path("eid").asString(""));
        return meet(
                Lookup.SHARE,
                room,
                () -> {
                    var found = new LinkedHashMap<String, Object>();
                    found.put("result", room.isPresent() ? Result.OK : Result.UNKNOWN_ROOM);
                    room.flatMap(SimulatedRoom::broadcast).ifPresent(broadcast -> {
                        found.put("liveStream", Map.of("liveStreamId", broadcast.streamId()));
                        found.putAll(credentials.fresh(request.host(), "webSocketAddresses"));
                    });
                    return Answer.json(Json.text(found));
                },
                result -> Answer.json(Json.text(Map.of("result", result))));
    }

    Answer allGifts() {
        return gifts(() -> data(Gifts.dictionary()));
    }

    Answer giftPanel() {
        return gifts(() -> data(Map.of("token", "panel", "gifts", Gifts.panel())));
    }

    Answer mobileGifts() {
        return gifts(
                () -> Answer.json(Json.text(Map.of("result", Result.OK, "gifts", Gifts.panel()))));
    }

    Answer feed(Request request) {
        var room = platform.findByStream(request.param("liveStreamId"));
        return meet(
                Lookup.FEED,
                room,
                () -> Answer.json(room.map(r -> MobileFeed.of(r, request.param("cursor")))
                        .orElseGet(() -> MobileFeed.refused(Result.NOT_LIVE))),
                result -> Answer.json(MobileFeed.refused(result)));
    }

    private Answer gifts(Supplier<Answer> truth) {
        return meet(
                Lookup.GIFTS, Optional.empty(), truth, result -> data(Map.of("result", result)));
    }

    /** The room's own trouble comes first, then the platform's, then the truth. */
    private Answer meet(
            Lookup lookup,
            Optional<SimulatedRoom> room,
            Supplier<Answer> truth,
            IntFunction<Answer> refused) {
        platform.totals().lookup(lookup.kind());
        room.ifPresent(r -> r.lookedUp(lookup.kind()));
        var trouble = room.flatMap(r -> r.faults().trouble(lookup::isTouchedBy))
                .or(() -> platform.faults().trouble(lookup::isTouchedBy));
        if (trouble.isEmpty()) {
            return truth.get();
        }
        return switch (trouble.get()) {
            case THROTTLED -> refused.apply(Result.THROTTLED);
            case CAPTCHA -> refused.apply(Result.CAPTCHA);
            case UNKNOWN_ROOM -> refused.apply(Result.UNKNOWN_ROOM);
            case LOGIN_REQUIRED -> refused.apply(Result.LOGIN_REQUIRED);
            case UNWATCHABLE -> refused.apply(Result.UNWATCHABLE);
            case NO_STATE_PAGE -> html(RoomPage.withoutState());
            case SERVER_ERROR -> Answer.text(500, "Internal Server Error\n");
            case NO_ANSWER -> new Answer.Nothing();
        };
    }

    private Map<String, Object> detailCredentials(Request request) {
        return options.detailHasCredentials()
                ? credentials.fresh(request.host(), "webSocketAddresses")
                : Map.of();
    }

    private Answer html(String page) {
        return Answer.html(page, cookies.fresh());
    }

    private static Answer data(Map<String, Object> data) {
        return Answer.json(Json.text(Map.of("data", data)));
    }

    /** What is not JSON asks for nothing. */
    private static JsonNode body(Request request) {
        try {
            return Json.tree(request.body());
        } catch (JacksonException e) {
            return Json.object("{}");
        }
    }
}
