package dev.danmaku.simulator.bilibili;

import java.util.List;

/** What happens to the room itself. */
final class StateMessages {
    private StateMessages() {}

    /**
     * A broadcast's beginning, which the platform tells at least twice: with its time, then without. In between the key
     * may be 0; what names the broadcast then is the key of its sub-session.
     */
    static List<String> live(Streamer streamer, String liveKey, long nowMillis) {
        var seconds = nowMillis / 1_000;
        return List.of(
                live(streamer, liveKey, liveKey, seconds, true),
                live(streamer, "0", liveKey, seconds, false),
                live(streamer, liveKey, liveKey, seconds, false));
    }

    /** The same broadcast was pushed anew. */
    static String liveAgain(Streamer streamer, String liveKey, long nowMillis) {
        return live(streamer, liveKey, liveKey, nowMillis / 1_000, false);
    }

    private static String live(
            Streamer streamer, String shownKey, String liveKey, long seconds, boolean withTime) {
        var message = Json.object("""
                {"cmd":"LIVE","live_key":"","voice_background":"","sub_session_key":"","live_platform":"pc_link",
                 "live_model":0,"roomid":0}
                """)
                .put("live_key", shownKey)
                .put("sub_session_key", liveKey + "sub_time:" + seconds)
                .put("roomid", streamer.room());
        if (withTime) {
            message.put("live_time", seconds);
        }
        return Json.text(message);
    }

    /** The room's id is a text here. */
    static String preparing(Streamer streamer, boolean round) {
        var message = Json.object("{\"cmd\":\"PREPARING\"}").put("roomid", "" + streamer.room());
        return Json.text(round ? message.put("round", 1) : message);
    }

    static String cutOff(Streamer streamer, String reason) {
        return Json.text(Json.object("{\"cmd\":\"CUT_OFF\"}")
                .put("msg", reason)
                .put("roomid", streamer.room()));
    }

    static String roomLock(Streamer streamer, String expire) {
        return Json.text(Json.object("{\"cmd\":\"ROOM_LOCK\"}")
                .put("expire", expire)
                .put("roomid", streamer.room()));
    }

    static String warning(Streamer streamer, String reason) {
        return Json.text(Json.object("{\"cmd\":\"WARNING\"}")
                .put("msg", reason)
                .put("roomid", streamer.room()));
    }

    /** @param bare with nulls for what did not change */
    static String roomChange(Streamer streamer, String title, String liveKey, boolean bare) {
        var message = Json.object("{\"cmd\":\"ROOM_CHANGE\",\"data\":{}}");
        var data = message.withObject("/data")
                .put("title", title)
                .put("area_id", streamer.areaId())
                .put("parent_area_id", streamer.parentAreaId())
                .put("area_name", streamer.areaName())
                .put("parent_area_name", streamer.parentAreaName())
                .put("live_key", liveKey)
                .put("sub_session_key", "");
        if (bare) {
            data.putNull("area_name").putNull("parent_area_name").putNull("live_key");
        }
        return Json.text(message);
    }

    /** Rooms all over the site that just stopped. */
    static String stopped(List<Long> rooms) {
        var message = Json.object("{\"cmd\":\"STOP_LIVE_ROOM_LIST\",\"data\":{}}");
        var list = message.withObject("/data").putArray("room_id_list");
        rooms.forEach(list::add);
        return Json.text(message);
    }

    static String silentOn() {
        return "{\"cmd\":\"ROOM_SILENT_ON\",\"data\":{\"type\":\"level\",\"level\":1,\"second\":-1}}";
    }

    static String silentOff() {
        return "{\"cmd\":\"ROOM_SILENT_OFF\",\"data\":[]}";
    }

    /** The uid is a text outside and a number inside. */
    static String blocked(Person who) {
        var message = Json.object("{\"cmd\":\"ROOM_BLOCK_MSG\",\"data\":{\"dmscore\":30}}")
                .put("uid", "" + who.uid())
                .put("uname", who.name());
        message.withObject("/data")
                .put("operator", 1)
                .put("uid", who.uid())
                .put("uname", who.name());
        return Json.text(message);
    }

    static String followers(Streamer streamer, long fans) {
        var message = Json.object("{\"cmd\":\"ROOM_REAL_TIME_MESSAGE_UPDATE\",\"data\":{}}");
        message.withObject("/data")
                .put("roomid", streamer.room())
                .put("fans", fans)
                .put("red_notice", -1)
                .put("fans_club", fans / 10);
        return Json.text(message);
    }

    static String notice(Streamer streamer, String text) {
        return Json.text(Json.object("""
                {"id":2,"name":"分区道具抽奖广播样式","full":{},"half":{},"side":{},"msg_common":"","msg_self":"",
                 "real_roomid":0,"roomid":0,"msg_type":2,"shield_uid":-1,"cmd":"NOTICE_MSG"}
                """)
                .put("msg_common", text)
                .put("msg_self", text)
                .put("real_roomid", streamer.room())
                .put("roomid", streamer.room()));
    }

    /** To those who watch without an account. */
    static String logInNotice() {
        return """
                {"cmd":"LOG_IN_NOTICE","data":{"notice_msg":"为保护用户隐私，未登录无法查看他人昵称","image_web":"https://i0.example/web.png","image_app":"https://i0.example/app.png"}}""".strip();
    }

    static String rank(List<Person> best) {
        var message =
                Json.object("{\"cmd\":\"ONLINE_RANK_V2\",\"data\":{\"rank_type\":\"gold-rank\"}}");
        var list = message.withObject("/data").putArray("list");
        for (var i = 0; i < best.size(); i++) {
            var person = best.get(i);
            list.addObject()
                    .put("uid", person.uid())
                    .put("face", person.face())
                    .put("score", "" + (10_000 - 100 * i))
                    .put("uname", person.name())
                    .put("rank", i + 1)
                    .put("guard_level", person.guardLevel());
        }
        return Json.text(message);
    }

    /** Names that no client can know yet. */
    static List<String> unknown() {
        return List.of(
                "{\"cmd\":\"SIMULATED_NOVELTY\",\"data\":{\"what\":[1,{\"deep\":null}]}}",
                "{\"cmd\":\"ROOM_SKIN_MSG\",\"skin_id\":0,\"status\":1}",
                "{\"cmd\":\"HOT_ROOM_NOTIFY\",\"data\":[]}");
    }
}
