package dev.danmaku.simulator.bilibili;

import dev.danmaku.simulator.bilibili.wire.FansMedal;
import dev.danmaku.simulator.bilibili.wire.InteractWord;
import dev.danmaku.simulator.bilibili.wire.UserBase;
import dev.danmaku.simulator.bilibili.wire.UserInfo;
import dev.danmaku.simulator.bilibili.wire.UserMedal;
import dev.danmaku.simulator.bilibili.wire.UserWealth;
import dev.danmaku.simulator.room.Quirk;

import java.util.Set;

/** Who comes, follows, shares and likes. */
final class PeopleMessages {
    static final int ENTERS = 1;
    static final int FOLLOWS = 2;
    static final int SHARES = 3;

    private static final long NANOS_A_MILLI = 1_000_000;
    private static final int MEDAL_COLOR = 12_632_256;
    /** A guard's bonus in the score, which is therefore no time. */
    private static final long GUARD_BONUS_MILLIS = 50_000_000_000L;

    private PeopleMessages() {}

    static String interacts(
            Streamer streamer, Person from, int type, Set<Quirk> quirks, long nowMillis) {
        return quirks.contains(Quirk.SECOND_FORM)
                ? second(streamer, from, type, nowMillis)
                : first(streamer, from, type, quirks.contains(Quirk.BARE), nowMillis);
    }

    private static String first(
            Streamer streamer, Person from, int type, boolean bare, long nowMillis) {
        var message = Json.object("""
                {"cmd":"INTERACT_WORD","data":{"contribution":{"grade":0},"core_user_type":0,"dmscore":6,"fans_medal":null,
                 "identities":[1],"is_spread":0,"msg_type":1,"privilege_type":0,"roomid":0,"score":0,"spread_desc":"",
                 "spread_info":"","tail_icon":0,"tail_text":"","timestamp":0,"trigger_time":0,"uid":0,"uname":"",
                 "uname_color":""}}
                """);
        var data = message.withObject("/data")
                .put("msg_type", type)
                .put("privilege_type", from.guardLevel())
                .put("roomid", streamer.room())
                .put("score", score(from, nowMillis))
                .put("timestamp", nowMillis / 1_000)
                .put("trigger_time", nowMillis * NANOS_A_MILLI)
                .put("uid", from.uid())
                .put("uname", from.name());
        if (from.fan() && !bare) {
            data.putObject("fans_medal")
                    .put("anchor_roomid", streamer.room())
                    .put("guard_level", from.guardLevel())
                    .put("is_lighted", 1)
                    .put("medal_level", from.medalLevel())
                    .put("medal_name", "小狐狸")
                    .put("target_id", streamer.uid());
        }
        return Json.text(message);
    }

    private static String second(Streamer streamer, Person from, int type, long nowMillis) {
        var base = UserBase.newBuilder().setName(from.name()).setFace(from.face());
        var user = UserInfo.newBuilder()
                .setUid(from.uid())
                .setBase(base)
                .setWealth(UserWealth.newBuilder().setLevel(7));
        var pb = InteractWord.newBuilder()
                .setUid(from.uid())
                .setUname(from.name())
                .addIdentities(1)
                .setMsgType(type)
                .setRoomid(streamer.room())
                .setTimestamp(nowMillis / 1_000)
                .setScore(score(from, nowMillis))
                .setContribution("")
                .setTriggerTime(nowMillis * NANOS_A_MILLI)
                .setPrivilegeType(from.guardLevel());
        if (from.fan()) {
            pb.setFansMedal(FansMedal.newBuilder()
                    .setTargetId(streamer.uid())
                    .setLevel(from.medalLevel())
                    .setName("小狐狸")
                    .setColor(MEDAL_COLOR)
                    .setLighted(true)
                    .setGuardLevel(from.guardLevel())
                    .setAnchorRoomid(streamer.room()));
            user.setMedal(UserMedal.newBuilder()
                    .setName("小狐狸")
                    .setLevel(from.medalLevel())
                    .setLighted(true)
                    .setAnchorUid(streamer.uid())
                    .setGuardLevel(from.guardLevel()));
        }
        var message = Json.object("{\"cmd\":\"INTERACT_WORD_V2\",\"data\":{\"dmscore\":6}}");
        message.withObject("/data")
                .put("pb", ChatMessage.base64(pb.setUinfo(user).build()));
        return Json.text(message);
    }

    /** Comes beside an entry, for guards. */
    static String entryEffect(Streamer streamer, Person from, long nowMillis) {
        var message = Json.object("{\"cmd\":\"ENTRY_EFFECT\",\"data\":{\"id\":4}}");
        message.withObject("/data")
                .put("uid", from.uid())
                .put("target_id", streamer.uid())
                .put("face", from.face())
                .put("privilege_type", 3)
                .put("copy_writing", "欢迎舰长 <%" + from.name() + "%> 进入直播间")
                .put("copy_writing_v2", "欢迎舰长 <%" + from.name() + "%> 进入直播间")
                .put("effective_time", 2)
                .put("trigger_time", nowMillis * NANOS_A_MILLI);
        return Json.text(message);
    }

    /** Likes are seen unmasked, and tell no time. */
    static String likes(Person from) {
        var message = Json.object("""
                {"cmd":"LIKE_INFO_V3_CLICK","data":{"show_area":0,"msg_type":6,"like_icon":"https://i0.example/like.png",
                 "uid":0,"like_text":"为主播点赞了","uname":"","uname_color":"","identities":[1],"fans_medal":null,
                 "contribution_info":{"grade":0},"dmscore":20}}
                """);
        message.withObject("/data").put("uid", from.uid()).put("uname", from.name());
        return Json.text(message);
    }

    private static long score(Person from, long nowMillis) {
        return nowMillis + (from.guardLevel() > 0 ? GUARD_BONUS_MILLIS : 0);
    }
}
