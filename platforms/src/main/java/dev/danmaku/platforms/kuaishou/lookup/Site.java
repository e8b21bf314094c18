package dev.danmaku.platforms.kuaishou.lookup;

import dev.danmaku.config.KuaishouSettings;
import dev.danmaku.platforms.kuaishou.lookup.Finding.Broadcast;
import dev.danmaku.platforms.kuaishou.lookup.Finding.Trouble;
import dev.danmaku.platforms.kuaishou.lookup.Finding.Unclear;
import dev.danmaku.platforms.net.HttpCalls;
import dev.danmaku.platforms.net.HttpResult;
import dev.danmaku.room.RoomId;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The site's three endpoints, asked as a browser asks them. The operator's Cookie is sent as it is, since two cookies of one
 * name may both count; without one, the cookies that the page sets are kept.
 */
final class Site {
    private static final String JSON = "application/json, text/plain, */*";
    private static final String ANTI_BOT_COOKIE = "kwfv1";

    private final KuaishouSettings settings;
    private final HttpCalls http;
    private final Cookies cookies = new Cookies();

    Site(KuaishouSettings settings, HttpCalls http) {
        this.settings = settings;
        this.http = http;
    }

    CompletableFuture<Finding> page(RoomId room) {
        var accept = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8";
        return ask("the room page", "/u/" + room.id(), room, accept, Answers::page);
    }

    CompletableFuture<Finding> liveDetail(RoomId room) {
        var path = "/live_api/liveroom/livedetail?principalId=" + room.id();
        return askJson("livedetail", path, room, Answers::liveDetail);
    }

    CompletableFuture<Finding> socketInfo(RoomId room, Broadcast broadcast) {
        var path =
                "/live_api/liveroom/websocketinfo?caver=2&liveStreamId=" + broadcast.liveStreamId();
        return askJson("websocketinfo", path, room, body -> Answers.socketInfo(body, broadcast));
    }

    /** Of no room: as it comes. */
    CompletableFuture<HttpResult> json(String path) {
        return http.get(HttpCalls.under(settings.webUrl(), path), headers("/", JSON));
    }

    private CompletableFuture<Finding> askJson(
            String what, String path, RoomId room, Function<String, Finding> reader) {
        return ask(what, path, room, JSON, reader);
    }

    private CompletableFuture<Finding> ask(
            String what,
            String path,
            RoomId room,
            String accept,
            Function<String, Finding> reader) {
        var target = HttpCalls.under(settings.webUrl(), path);
        return http.get(target, headers("/u/" + room.id(), accept))
                .thenApply(result -> switch (result) {
                    case HttpResult.NoAnswer(var reason) ->
                        new Unclear(Trouble.NO_ANSWER, what + ": " + reason);
                    case HttpResult.Answer answer -> {
                        cookies.keep(answer.setCookies());
                        yield answer.status() == 200
                                ? reader.apply(answer.body())
                                : Answers.status(what, answer.status());
                    }
                });
    }

    private Map<String, String> headers(String fromPath, String accept) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("User-Agent", Browser.USER_AGENT);
        headers.put("Accept", accept);
        headers.put("Accept-Language", "zh-CN,zh;q=0.9");
        headers.put("Referer", Browser.SITE + fromPath);
        var cookie =
                settings.shared().cookie().value().map(String::strip).orElseGet(cookies::header);
        if (!cookie.isEmpty()) {
            headers.put("Cookie", cookie);
            Cookies.find(ANTI_BOT_COOKIE, cookie).ifPresent(value -> headers.put("Kww", value));
        }
        return headers;
    }
}
