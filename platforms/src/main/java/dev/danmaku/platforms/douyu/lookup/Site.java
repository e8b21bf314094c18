package dev.danmaku.platforms.douyu.lookup;

import dev.danmaku.config.DouyuSettings;
import dev.danmaku.platforms.douyu.lookup.Finding.Trouble;
import dev.danmaku.platforms.douyu.lookup.Finding.Unclear;
import dev.danmaku.platforms.net.HttpCalls;
import dev.danmaku.platforms.net.HttpResult;
import dev.danmaku.room.RoomId;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The site's endpoints, asked as a browser asks them. They want no cookie; the operator's is sent as it is. */
final class Site {
    private final DouyuSettings settings;
    private final HttpCalls http;

    Site(DouyuSettings settings, HttpCalls http) {
        this.settings = settings;
        this.http = http;
    }

    CompletableFuture<Finding> betard(long rid) {
        return ask(
                "betard",
                settings.webUrl(),
                "/betard/" + rid,
                Long.toString(rid),
                answer -> Answers.betard(answer, rid));
    }

    CompletableFuture<Finding> page(RoomId room) {
        return ask("the room page", settings.webUrl(), "/" + room.id(), room.id(), Answers::page);
    }

    CompletableFuture<Finding> roomApi(long rid) {
        return ask(
                "RoomApi",
                settings.openApiUrl(),
                "/api/RoomApi/room/" + rid,
                Long.toString(rid),
                answer -> Answers.roomApi(answer, rid));
    }

    private CompletableFuture<Finding> ask(
            String what,
            URI base,
            String path,
            String id,
            Function<HttpResult.Answer, Finding> reader) {
        return http.get(HttpCalls.under(base, path), headers(id))
                .thenApply(result -> switch (result) {
                    case HttpResult.NoAnswer(var reason) ->
                        new Unclear(Trouble.NO_ANSWER, what + ": " + reason);
                    case HttpResult.Answer answer -> reader.apply(answer);
                });
    }

    private Map<String, String> headers(String id) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("User-Agent", Browser.USER_AGENT);
        headers.put("Accept", "application/json, text/html;q=0.9, */*;q=0.8");
        headers.put("Accept-Language", "zh-CN,zh;q=0.9");
        headers.put("Referer", Browser.SITE + "/" + id);
        settings.shared()
                .cookie()
                .value()
                .map(String::strip)
                .ifPresent(cookie -> headers.put("Cookie", cookie));
        return headers;
    }
}
