package dev.danmaku.simulator.douyu;

import dev.danmaku.simulator.room.Broadcast;
import dev.danmaku.simulator.room.SimulatedRoom;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** A room's state as the site's page and as the open API tell it. Numbers are text wherever they are on the real ones. */
final class RoomJson {
    static final String REAL_ID = "[1-9][0-9]{0,17}";
    private static final int LIVE = 1;
    private static final int NOT_LIVE = 2;
    private static final DateTimeFormatter LOCAL_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

    private RoomJson() {}

    static String betard(SimulatedRoom room, Instant now) {
        var answer = Json.object("{\"room\":{},\"column\":{},\"cache_time\":0}");
        var id = room.id().id();
        var streamer = RoomMessages.streamerId(id);
        var json = answer.withObject("/room");
        json.put("room_id", Long.parseLong(id))
                .put("owner_uid", streamer)
                .put("nickname", room.streamer())
                .put("owner_name", room.streamer())
                .put("room_name", room.title() + "&nbsp;")
                .put("show_details", "")
                .put("show_status", shown(room) ? LIVE : NOT_LIVE)
                .put("videoLoop", room.replaying() ? 1 : 0)
                .put(
                        "show_time",
                        room.broadcast().map(Broadcast::since).orElse(now).getEpochSecond())
                .put(
                        "end_time",
                        room.endedAt()
                                .map(at -> Long.toString(at.getEpochSecond()))
                                .orElse("0"))
                .put("second_lvl_name", Directory.AREA_NAME)
                .put("cate_id", Integer.parseInt(Directory.AREA_ID))
                .put("cate1_id", "1")
                .put("cate2_id", Directory.AREA_ID)
                .put("child_id", "0")
                .put("room_pic", "https://rpic.douyucdn.cn/%s.jpg".formatted(id))
                .put("owner_avatar", avatar(id, "big"))
                .put("avatar_mid", avatar(id, "middle"))
                .put("avatar_small", avatar(id, "small"));
        json.putObject("avatar")
                .put("big", avatar(id, "big"))
                .put("middle", avatar(id, "middle"))
                .put("small", avatar(id, "small"));
        json.putObject("room_biz_all").put("hot", popularity(room));
        json.put("isVertical", 0).put("vipId", 0).put("is_password", 0).put("pwd", false);
        json.putArray("eticket");
        json.put("nowtime", now.getEpochSecond()).put("room_url", "/" + id).put("status", "1");
        return Json.text(answer);
    }

    static String openApi(SimulatedRoom room) {
        var answer = Json.object("{\"error\":0,\"data\":{}}");
        var id = room.id().id();
        var data = answer.withObject("/data");
        data.put("room_id", id)
                .put("room_thumb", "https://rpic.douyucdn.cn/%s.jpg".formatted(id))
                .put("cate_id", Directory.AREA_ID)
                .put("cate_name", Directory.AREA_NAME)
                .put("room_name", room.title())
                .put("room_status", shown(room) ? "1" : "2")
                .put(
                        "start_time",
                        room.broadcast()
                                .map(broadcast -> LOCAL_TIME.format(broadcast.since()))
                                .orElse(""))
                .put("owner_name", room.streamer())
                .put("avatar", avatar(id, "big"))
                .put("owner_weight", "")
                .put("fans_num", "1024")
                .put("online", 10_000 + room.counts().joined());
        Gifts.addTo(data);
        return Json.text(answer);
    }

    static String closedAccount() {
        return "{\"error\":0,\"data\":{\"room_id\":\"0\",\"room_status\":\"0\",\"online\":0}}";
    }

    /** A loop of a recording looks live but for one flag. */
    static boolean shown(SimulatedRoom room) {
        return room.broadcast().isPresent() || room.replaying();
    }

    static String avatar(String room, String size) {
        return "https://apic.douyucdn.cn/upload/avatar_v3/%s_%s.jpg".formatted(room, size);
    }

    private static String popularity(SimulatedRoom room) {
        return room.counters().watching();
    }
}
