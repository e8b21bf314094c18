package dev.danmaku.simulator.kuaishou;

import dev.danmaku.simulator.room.SimulatedRoom;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

import java.util.Optional;

/**
 * The page of a room. Its state is a JavaScript literal and sets the known traps: a bare {@code undefined} beside texts
 * that say so, slashes as {@code \u002F}, semicolons and braces in names, other rooms' stream ids in the
 * recommendations.
 */
final class RoomPage {
    private static final RawValue UNDEFINED = new RawValue("undefined");

    private RoomPage() {}

    static String of(SimulatedRoom room) {
        var broadcast = room.broadcast();
        var entry = entry();
        entry.set("liveStream", RoomJson.liveStream(room, broadcast));
        entry.set("author", RoomJson.author(room, false));
        entry.set("gameInfo", RoomJson.gameInfo());
        entry.put("isLiving", broadcast.isPresent());
        entry.putObject("status")
                .put("forbiddenState", broadcast.isPresent() ? Result.OK : Result.NOT_LIVE);
        return page(entry);
    }

    static String unknown() {
        return failed(Result.UNKNOWN_ROOM, "错误代码22");
    }

    /** What the page shows in place of the room. */
    static String refused(Optional<SimulatedRoom> room, int result) {
        return switch (result) {
            case Result.UNKNOWN_ROOM -> unknown();
            case Result.UNWATCHABLE -> room.map(RoomPage::unwatchable).orElseGet(RoomPage::unknown);
            default -> failed(result, result == Result.THROTTLED ? "请求过快，请稍后重试" : "错误代码" + result);
        };
    }

    static String withoutState() {
        return html(null);
    }

    private static String unwatchable(SimulatedRoom room) {
        var entry = entry();
        entry.set("liveStream", RoomJson.notLive());
        entry.set("author", RoomJson.author(room, false));
        entry.putObject("gameInfo");
        entry.put("isLiving", false);
        entry.putObject("status").put("forbiddenState", Result.UNWATCHABLE);
        return page(entry);
    }

    private static String failed(int type, String title) {
        var entry = entry();
        entry.putObject("liveStream");
        entry.putObject("author");
        entry.putObject("gameInfo");
        entry.put("isLiving", false);
        entry.putObject("errorType")
                .put("type", type)
                .put("title", title)
                .put("content", "浏览其他内容")
                .put("url", "/");
        return page(entry);
    }

    private static ObjectNode entry() {
        var entry = Json.object("""
                {"config":{"canSendGift":true,"needLoginToWatchHD":false,"isWorldCup":false,"noticeDisplayDelay":3000,
                           "enableWebHistoryFeed":true},
                 "websocketInfo":{}}
                """);
        entry.putRawValue("authToken", UNDEFINED);
        return entry;
    }

    private static String page(ObjectNode entry) {
        var state = Json.object("""
                {"home":{"list":[{"poster":"https://p1-live.example/screenshot/ANOTHERroom~1790504381694~1","caption":"undefined;{\\"}"}]},
                 "liveroom":{"activeIndex":0,"websocketUrls":[],"token":"",
                   "noticeList":[{"userId":70074,"userName":"超管;","userGender":"F",
                                  "content":"直播内容严禁包含 \\"undefined\\"; {请} 文明发言"}],
                   "playList":[],"loading":false}}
                """);
        ((ObjectNode) state.get("liveroom")).putArray("playList").add(entry);
        state.putRawValue("pageError", UNDEFINED);
        return html(Json.text(state).replace("/", "\\u002F"));
    }

    private static String html(@Nullable String state) {
        var script = state == null
                ? ""
                : "<script>window.__INITIAL_STATE__=" + state
                        + ";(function(){var s;(s=document.currentScript||document.scripts[document.scripts.length-1])"
                        + ".parentNode.removeChild(s);}());</script>"
                        + "<script>window.__CAPTCHA_INFO__=[];(function(){var s;(s=document.currentScript)"
                        + ".parentNode.removeChild(s);}());</script>";
        return """
                <!DOCTYPE html>
                <html lang="zh"><head><meta charset="utf-8"><title>快手直播</title></head>
                <body><div id="app"><img src="https://p1-live.example/screenshot/ANOTHERroom~1790504381694~1"></div>
                %s
                </body></html>
                """.formatted(script);
    }
}
