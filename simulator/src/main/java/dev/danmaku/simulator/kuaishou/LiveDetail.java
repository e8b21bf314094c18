package dev.danmaku.simulator.kuaishou;

import dev.danmaku.simulator.room.SimulatedRoom;

import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.Optional;

/** The look-up of a room by its id, as JSON. */
final class LiveDetail {
    private LiveDetail() {}

    /** @param websocketInfo token and URLs, or empty where they are kept back */
    static String of(SimulatedRoom room, Map<String, Object> websocketInfo) {
        var broadcast = room.broadcast();
        var data = data(broadcast.isPresent() ? Result.OK : Result.NOT_LIVE);
        data.set("liveStream", RoomJson.liveStream(room, broadcast));
        data.set("author", RoomJson.author(room, broadcast.isPresent()));
        if (broadcast.isPresent()) {
            data.set("websocketInfo", Json.object(Json.text(websocketInfo)));
        }
        return wrap(data);
    }

    /** A result that says nothing, or little, about the room. */
    static String refused(Optional<SimulatedRoom> room, int result) {
        var data = data(result);
        if (result == Result.UNWATCHABLE && room.isPresent()) {
            data.set("author", RoomJson.author(room.get(), false));
        }
        return wrap(data);
    }

    private static ObjectNode data(int result) {
        var data = Json.object("""
                {"result":0,"liveStream":{},"author":{"living":false,"followStatus":"UN_FOLLOWED","counts":{}},"gameInfo":{},
                 "noticeList":[],"recommendList":[],"websocketInfo":{},
                 "config":{"canSendGift":false,"needLoginToWatchHD":false,"isWorldCup":false}}
                """);
        data.put("result", result);
        data.set("liveStream", RoomJson.notLive());
        return data;
    }

    private static String wrap(ObjectNode data) {
        return "{\"data\":" + data + "}";
    }
}
