package dev.danmaku.platforms.bilibili.lookup;

import dev.danmaku.config.BilibiliSettings;
import dev.danmaku.platforms.bilibili.lookup.Finding.Door;
import dev.danmaku.platforms.bilibili.lookup.Finding.Got;
import dev.danmaku.platforms.bilibili.lookup.Finding.OnAir;
import dev.danmaku.platforms.bilibili.lookup.Finding.Show;
import dev.danmaku.platforms.bilibili.lookup.Finding.Trouble;
import dev.danmaku.platforms.bilibili.lookup.Finding.Unclear;
import dev.danmaku.platforms.net.HttpCalls;
import dev.danmaku.platforms.net.HttpResult;
import dev.danmaku.room.RoomId;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The API's endpoints, asked as a browser asks them. The operator's Cookie is sent as it is. */
final class Site {
    private final BilibiliSettings settings;
    private final HttpCalls http;

    Site(BilibiliSettings settings, HttpCalls http) {
        this.settings = settings;
        this.http = http;
    }

    CompletableFuture<Finding<OnAir>> roomInit(RoomId room) {
        return ask(
                "room_init",
                live("/room/v1/Room/room_init?id=" + room.id()),
                "",
                Answers::roomInit);
    }

    /** @param query signed */
    CompletableFuture<Finding<Door>> danmuInfo(String query, String buvid) {
        return ask(
                "getDanmuInfo",
                live("/xlive/web-room/v1/index/getDanmuInfo?" + query),
                buvid,
                body -> Answers.danmuInfo(body, settings.transport()));
    }

    CompletableFuture<Finding<Door>> conf(long room, String buvid) {
        return ask(
                "getConf",
                live("/room/v1/Danmu/getConf?room_id=" + room + "&platform=pc&player=web"),
                buvid,
                body -> Answers.conf(body, settings.transport()));
    }

    CompletableFuture<Finding<String>> mixinKey() {
        return ask("nav", api("/x/web-interface/nav"), "", Answers::mixinKey);
    }

    CompletableFuture<Finding<String>> buvid() {
        return ask(
                "spi",
                api("/x/frontend/finger/spi"),
                "",
                body -> Answers.buvid(body)
                        .<Finding<String>>map(Got::new)
                        .orElseGet(() -> Answers.unreadable("spi gives no buvid3")));
    }

    /** The streamer's name is only here, and so are all others; who fails to say is followed by the simpler one. */
    CompletableFuture<Show> show(long room, String buvid) {
        var path = "/xlive/web-room/v1/index/getRoomBaseInfo?req_biz=web_room_componet&room_ids=";
        return ask(
                        "getRoomBaseInfo",
                        live(path + room),
                        buvid,
                        body -> shown(Answers.baseInfo(body, room)))
                .thenCompose(found -> found instanceof Got<Show>(var show)
                        ? CompletableFuture.completedFuture(show)
                        : info(room, buvid));
    }

    private CompletableFuture<Show> info(long room, String buvid) {
        return ask(
                        "get_info",
                        live("/room/v1/Room/get_info?room_id=" + room),
                        buvid,
                        body -> shown(Answers.info(body)))
                .thenApply(found -> found instanceof Got<Show>(var show) ? show : Show.UNKNOWN);
    }

    private static Finding<Show> shown(Optional<Show> show) {
        return show.<Finding<Show>>map(Got::new)
                .orElseGet(() -> Answers.unreadable("nothing to show"));
    }

    private <T> CompletableFuture<Finding<T>> ask(
            String what, URI target, String buvid, Function<String, Finding<T>> reader) {
        return http.get(target, headers(buvid)).thenApply(result -> switch (result) {
            case HttpResult.NoAnswer(var reason) ->
                new Unclear<>(Trouble.NO_ANSWER, what + ": " + reason);
            case HttpResult.Answer answer ->
                answer.status() == 200
                        ? reader.apply(answer.body())
                        : Answers.status(what, answer.status());
        });
    }

    private Map<String, String> headers(String buvid) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("User-Agent", Browser.USER_AGENT);
        headers.put("Accept", "application/json, text/plain, */*");
        headers.put("Accept-Language", "zh-CN,zh;q=0.9");
        headers.put("Origin", Browser.SITE);
        headers.put("Referer", Browser.SITE + "/");
        var cookie = settings.shared().cookie().value().map(String::strip).orElse("");
        var known = !cookie.isEmpty() || buvid.isEmpty() ? cookie : "buvid3=" + buvid;
        if (!known.isEmpty()) {
            headers.put("Cookie", known);
        }
        return headers;
    }

    private URI live(String path) {
        return HttpCalls.under(settings.liveApiUrl(), path);
    }

    private URI api(String path) {
        return HttpCalls.under(settings.apiUrl(), path);
    }
}
