package dev.danmaku.simulator.kuaishou;

import dev.danmaku.simulator.room.Broadcast;
import dev.danmaku.simulator.room.SimulatedRoom;

import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/** The objects that the room page and livedetail have in common. */
final class RoomJson {
    private RoomJson() {}

    /** With an id only while live; the offline form's url ends with the text 'undefined', as the real one's does. */
    static ObjectNode liveStream(SimulatedRoom room, Optional<Broadcast> broadcast) {
        if (broadcast.isEmpty()) {
            return notLive();
        }
        var id = broadcast.get().streamId();
        var stream = Json.object("""
                {"id":"","poster":"","caption":"",
                 "playUrls":{"h264":{"adaptationSet":{"gopDuration":2000,"representation":[
                    {"id":0,"url":"https://pull.example/live.flv?a=1&b=2","bitrate":1000,"qualityType":"STANDARD",
                     "level":30,"name":"高清","shortName":"高清","hidden":false,"enableAdaptive":true,
                     "defaultSelect":false}]},"version":"2.0","type":"dynamic","hideAuto":false,
                    "autoDefaultSelect":true,"cdnFeature":[],"businessType":0,"freeTrafficCdn":false},"hevc":{}},
                 "url":"","hlsPlayUrl":"https://pull.example/live.m3u8","location":null,"type":"live",
                 "liveGuess":false,"expTag":"1_v/0_unknown0","privateLive":false,"dynamicLayoutEnable":false}
                """);
        stream.put("id", id);
        stream.put(
                "poster",
                "https://p1-live.example/screenshot/%s~%d~1"
                        .formatted(id, broadcast.get().since().toEpochMilli()));
        stream.put("caption", room.title());
        stream.put("url", "https://m.gifshow.com/fw/live/" + room.id().id());
        return stream;
    }

    static ObjectNode notLive() {
        return Json.object("""
                {"playUrls":{"h264":{},"hevc":{}},"url":"https://m.gifshow.com/fw/live/undefined","location":null,
                 "type":"live","liveGuess":false,"expTag":""}
                """);
    }

    /** @param living what the endpoint claims; the room page says false even while live */
    static ObjectNode author(SimulatedRoom room, boolean living) {
        var author = Json.object("""
                {"id":"","name":"","description":"每天晚上八点; 等你来","avatar":"https://p1-live.example/head/0.jpg",
                 "sex":"F","living":false,"followStatus":"UN_FOLLOWED","constellation":"","cityName":"",
                 "originUserId":0,"privacy":false,"isNew":false,"timestamp":0,
                 "verifiedStatus":{"verified":false,"description":"","type":0,"new":false,"iconUrl":""},
                 "bannedStatus":{"banned":false,"socialBanned":false,"isolate":false,"defriend":false},
                 "counts":{"fan":"406w","follow":"848","liked":"30.8w"}}
                """);
        author.put("id", room.id().id());
        author.put("name", room.streamer());
        author.put("living", living);
        author.put("originUserId", 100_000_000L + Math.floorMod(room.id().hashCode(), 900_000_000));
        return author;
    }

    static ObjectNode gameInfo() {
        return Json.object("""
                {"id":"1001","name":"王者荣耀","poster":"https://p1-live.example/game/1001.png","description":"","categoryAbbr":"SYXX",
                 "categoryName":"手游休闲","watchingCount":"1万+","roomCount":"1000"}
                """);
    }
}
