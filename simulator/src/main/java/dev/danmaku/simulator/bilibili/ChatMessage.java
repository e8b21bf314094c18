package dev.danmaku.simulator.bilibili;

import com.google.protobuf.MessageLite;

import dev.danmaku.simulator.bilibili.wire.DanmuCheck;
import dev.danmaku.simulator.bilibili.wire.DanmuUser;
import dev.danmaku.simulator.bilibili.wire.DanmuV2;
import dev.danmaku.simulator.room.Quirk;

import tools.jackson.databind.node.ArrayNode;

import java.util.Base64;
import java.util.Set;

/** A chat: values by position, as PHP wrote them once, with an object of today at the end of the first array. */
final class ChatMessage {
    private static final String SUFFIX = ":4:0:2:2:2:0";
    private static final int COLOR = 16_777_215;
    private static final int FONT = 25;
    private static final int SCROLL = 1;
    private static final int GOOD_RANK = 10_000;

    private ChatMessage() {}

    /** @param id unique among all messages of the platform */
    static String of(
            Streamer streamer,
            Person from,
            String text,
            long id,
            Set<Quirk> quirks,
            long nowMillis) {
        var bare = quirks.contains(Quirk.BARE);
        var rnd = (int) (id >>> 32);
        var ct = "%08X".formatted((int) id);
        var info = Json.array("[]");
        info.add(meta(from, text, id, rnd, bare, nowMillis));
        info.add(text);
        info.add(Json.array("[]")
                .add(from.uid())
                .add(from.name())
                .add(0)
                .add(0)
                .add(0)
                .add(GOOD_RANK)
                .add(1)
                .add(from.guardLevel() > 0 ? "#00D1F1" : ""));
        info.add(bare || !from.fan() ? Json.array("[]") : medal(streamer, from));
        info.add(Json.array("[0,0,9868950,\">50000\",0]"));
        info.add(Json.array("[\"\",\"\"]"));
        info.add(0);
        info.add(from.guardLevel());
        info.addNull();
        info.add(Json.object("{}").put("ts", nowMillis / 1_000).put("ct", ct));
        info.add(0).add(0).addNull().addNull().add(0).add(bare ? 0 : 105);
        if (!bare) {
            info.add(Json.array("[0]"));
        }
        var message = Json.object("{}")
                .put("cmd", quirks.contains(Quirk.SUFFIXED) ? "DANMU_MSG" + SUFFIX : "DANMU_MSG");
        message.set("info", info);
        message.put("dm_v2", bare ? "" : base64(second(from, text, id, rnd, ct, nowMillis)));
        if (quirks.contains(Quirk.UNKNOWN_FIELDS)) {
            info.add("later").add(Json.object("{\"new\":[1]}"));
            message.put("a_new_member", 7);
        }
        return Json.text(message);
    }

    private static ArrayNode meta(
            Person from, String text, long id, int rnd, boolean bare, long nowMillis) {
        var meta = Json.array("[0]")
                .add(SCROLL)
                .add(FONT)
                .add(COLOR)
                .add(nowMillis)
                .add(rnd)
                .add(0)
                .add(from.crc())
                .add(0)
                .add(0)
                .add(0)
                .add("")
                .add(0)
                .add("{}")
                .add("{}");
        var extra = Json.object("""
                {"send_from_me":false,"mode":0,"color":0,"dm_type":0,"font_size":25,"player_mode":1,"show_player_type":0,
                 "content":"","user_hash":"","emoticon_unique":"","bulge_display":0,"recommend_score":3,
                 "main_state_dm_color":"","objective_state_dm_color":"","direction":0,"pk_direction":0,
                 "quartet_direction":0,"anniversary_crowd":0,"yeah_space_type":"","yeah_space_url":"","jump_to_url":"",
                 "space_type":"","space_url":"","animation":{},"emots":null,"is_audited":false,"id_str":"","icon":null,
                 "show_reply":true,"reply_mid":0,"reply_uname":"","reply_uname_color":"","reply_is_mystery":false,
                 "hit_combo":0}
                """);
        extra.put("color", COLOR)
                .put("content", text)
                .put("user_hash", from.crcDecimal())
                .put("id_str", "%016x".formatted(id));
        var last = Json.object("{}")
                .put("extra", Json.text(extra))
                .put("mode", 0)
                .put("show_player_type", 0);
        if (!bare) {
            var user = last.putObject("user").put("uid", from.uid());
            user.putObject("base")
                    .put("name", from.name())
                    .put("face", from.face())
                    .put("name_color", 0)
                    .put("is_mystery", from.masked());
            user.putNull("medal");
            user.putNull("wealth");
            user.putNull("guard");
        }
        meta.add(last);
        return meta.add(
                Json.object("{\"activity_identity\":\"\",\"activity_source\":0,\"not_show\":0}"));
    }

    private static ArrayNode medal(Streamer streamer, Person from) {
        return Json.array("[]")
                .add(from.medalLevel())
                .add("小狐狸")
                .add(streamer.name())
                .add(streamer.room())
                .add(9_272_486)
                .add("")
                .add(0)
                .add(9_272_486)
                .add(9_272_486)
                .add(12_632_256)
                .add(from.guardLevel())
                .add(1)
                .add(streamer.uid());
    }

    /** The same once more. */
    private static DanmuV2 second(
            Person from, String text, long id, int rnd, String ct, long nowMillis) {
        return DanmuV2.newBuilder()
                .setIdStr("%016x".formatted(id))
                .setMode(SCROLL)
                .setFontSize(FONT)
                .setColor(COLOR)
                .setUserHash(from.crc())
                .setText(text)
                .setTime(nowMillis)
                .setRnd(rnd)
                .setCheck(DanmuCheck.newBuilder().setCt(ct).setTs(nowMillis / 1_000))
                .setUser(DanmuUser.newBuilder()
                        .setUid(from.uid())
                        .setName(from.name())
                        .setFace(from.face()))
                .build();
    }

    static String base64(MessageLite message) {
        return Base64.getEncoder().encodeToString(message.toByteArray());
    }
}
