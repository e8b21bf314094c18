package dev.danmaku.simulator.bilibili;

import dev.danmaku.simulator.room.Broadcast;
import dev.danmaku.simulator.room.SimulatedRoom;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A room as the various look-ups tell it. */
record RoomJson(SimulatedRoom room, Streamer streamer, String shortId) {
    private static final long NEVER = -62_170_012_800L;
    private static final DateTimeFormatter BEIJING =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.ofHours(8));
    private static final String NO_TIME = "0000-00-00 00:00:00";

    private static final int OFF = 0;
    private static final int LIVE = 1;
    private static final int ROUND = 2;

    /** @param locked whether it says that nobody may watch */
    ObjectNode init(boolean locked) {
        return Json.object("""
                {"room_id":0,"short_id":0,"uid":0,"need_p2p":0,"is_hidden":false,"is_locked":false,"is_portrait":false,
                 "live_status":0,"hidden_till":0,"lock_till":0,"encrypted":false,"pwd_verified":false,"live_time":0,
                 "room_shield":1,"is_sp":0,"special_type":0}
                """)
                .put("room_id", streamer.room())
                .put("short_id", shortNumber())
                .put("uid", streamer.uid())
                .put("is_locked", locked)
                .put("live_status", locked ? OFF : status())
                .put("live_time", locked ? NEVER : liveSeconds());
    }

    ObjectNode info(boolean locked) {
        return Json.object("""
                {"uid":0,"room_id":0,"short_id":0,"attention":4060,"online":0,"is_portrait":false,
                 "description":"<p>每天晚上八点</p>","live_status":0,"area_id":0,"parent_area_id":0,"parent_area_name":"",
                 "old_area_id":6,"background":"","title":"","user_cover":"","keyframe":"","is_strict_room":false,
                 "live_time":"","tags":"","is_anchor":0,"room_silent_type":"","room_silent_level":0,
                 "room_silent_second":0,"area_name":"","hot_words":["2333"],"hot_words_status":0,"verify":"",
                 "up_session":"","pk_status":0,"pk_id":0}
                """)
                .put("uid", streamer.uid())
                .put("room_id", streamer.room())
                .put("short_id", shortNumber())
                .put("online", online())
                .put("live_status", locked ? OFF : status())
                .put("area_id", streamer.areaId())
                .put("parent_area_id", streamer.parentAreaId())
                .put("parent_area_name", streamer.parentAreaName())
                .put("area_name", streamer.areaName())
                .put("title", streamer.title())
                .put("user_cover", cover())
                .put("keyframe", cover())
                .put("live_time", locked ? NO_TIME : liveText());
    }

    ObjectNode play(boolean locked) {
        var play = init(locked);
        play.remove("special_type");
        play.putArray("all_special_types");
        play.put("official_type", 0).put("official_room_id", 0);
        if (locked || status() != LIVE) {
            return play.putNull("playurl_info");
        }
        play.set("playurl_info", Json.object("""
                {"conf_json":"{}","playurl":{"cid":0,"g_qn_desc":[{"qn":10000,"desc":"原画"},{"qn":400,"desc":"蓝光"}],
                 "stream":[{"protocol_name":"http_stream","format":[{"format_name":"flv","codec":[{"codec_name":"avc",
                 "current_qn":10000,"accept_qn":[10000,400,250],"base_url":"/live-bvc/live.flv?",
                 "url_info":[{"host":"https://pull.example","extra":"expires=1&sign=a","stream_ttl":3600}]}]}]}]}}
                """));
        return play;
    }

    /** As an entry of the lists by area. */
    ObjectNode listed(boolean old) {
        var entry = Json.object("""
                {"roomid":0,"uid":0,"title":"","uname":"","online":0,"user_cover":"","user_cover_flag":1,
                 "system_cover":"","cover":"","show_cover":"","link":"","face":"","area_id":0,"area_name":"",
                 "parent_id":0,"parent_name":"","area_v2_id":0,"area_v2_name":"","area_v2_parent_id":0,
                 "area_v2_parent_name":"","session_id":"","group_id":0,"pk_id":0,"broadcast_type":0}
                """)
                .put("roomid", streamer.room())
                .put("uid", streamer.uid())
                .put("title", streamer.title())
                .put("uname", streamer.name())
                .put("online", online())
                .put("user_cover", cover())
                .put("system_cover", cover())
                .put("cover", cover())
                .put("link", "/" + streamer.room())
                .put("face", streamer.face())
                .put("area_id", streamer.areaId())
                .put("area_name", streamer.areaName())
                .put("parent_id", streamer.parentAreaId())
                .put("parent_name", streamer.parentAreaName())
                .put("area_v2_id", streamer.areaId())
                .put("area_v2_name", streamer.areaName())
                .put("area_v2_parent_id", streamer.parentAreaId())
                .put("area_v2_parent_name", streamer.parentAreaName());
        return old
                ? entry.put("short_id", shortNumber())
                        .put("pic", cover())
                        .put("stream_id", 0)
                        .put("is_tv", 0)
                : entry;
    }

    /** As the page of a room asks for it. */
    ObjectNode base() {
        return Json.object("{}")
                .put("room_id", streamer.room())
                .put("uid", streamer.uid())
                .put("area_id", streamer.areaId())
                .put("live_status", status())
                .put("title", streamer.title())
                .put("parent_area_id", streamer.parentAreaId())
                .put("parent_area_name", streamer.parentAreaName())
                .put("area_name", streamer.areaName())
                .put("online", online())
                .put("short_id", shortNumber())
                .put("uname", streamer.name())
                .put("cover", cover());
    }

    /** As the looks at many rooms at once tell it. */
    ObjectNode status(String idName) {
        return Json.object("{}")
                .put("title", streamer.title())
                .put(idName, streamer.room())
                .put("uid", streamer.uid())
                .put("online", online())
                .put("live_time", liveSeconds() == NEVER ? 0 : liveSeconds())
                .put("live_status", status())
                .put("short_id", shortNumber())
                .put("area", streamer.parentAreaId())
                .put("area_name", streamer.areaName())
                .put("area_v2_id", streamer.areaId())
                .put("area_v2_name", streamer.areaName())
                .put("area_v2_parent_id", streamer.parentAreaId())
                .put("area_v2_parent_name", streamer.parentAreaName())
                .put("uname", streamer.name())
                .put("face", streamer.face())
                .put("tag_name", "")
                .put("tags", "")
                .put("cover_from_user", cover())
                .put("keyframe", cover())
                .put("lock_till", NO_TIME)
                .put("hidden_till", NO_TIME)
                .put("broadcast_type", 0);
    }

    private int status() {
        if (room.broadcast().isPresent()) {
            return LIVE;
        }
        return room.replaying() ? ROUND : OFF;
    }

    private long liveSeconds() {
        return room.broadcast()
                .map(Broadcast::since)
                .map(Instant::getEpochSecond)
                .orElse(NEVER);
    }

    private String liveText() {
        return room.broadcast().map(broadcast -> beijing(broadcast.since())).orElse(NO_TIME);
    }

    static String beijing(Instant time) {
        return BEIJING.format(time);
    }

    /** A figure of popularity, not of people. */
    private long online() {
        return status() == LIVE ? 1_000 + streamer.uid() % 90_000 : 0;
    }

    private String cover() {
        return "https://i0.example/cover/" + streamer.room() + ".jpg";
    }

    private long shortNumber() {
        return shortId.isEmpty() ? 0 : Long.parseLong(shortId);
    }
}
