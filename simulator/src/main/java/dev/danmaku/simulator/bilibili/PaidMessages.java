package dev.danmaku.simulator.bilibili;

import dev.danmaku.simulator.room.Occurrence;
import dev.danmaku.simulator.room.Quirk;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Super chats and memberships; the platform tells each of them more than once. */
final class PaidMessages {
    private static final int CENTS_A_YUAN = 100;
    /** The gift ids of the three ranks follow this one; so do ranks' numbers: 1 is the dearest. */
    private static final int RANK_GIFTS = 10_000;

    private static final long FIRST_MONTH_REBATE = 60_000;

    private PaidMessages() {}

    /** With its double for translation, where ids are texts. */
    static List<String> superChat(
            Streamer streamer,
            Person from,
            Occurrence.SuperChat said,
            Set<Quirk> quirks,
            long nowMillis) {
        var id = superChatId(streamer, said.number());
        var message = message(streamer, from, said, quirks, nowMillis);
        message.put("cmd", "SUPER_CHAT_MESSAGE").put("roomid", streamer.room());
        message.withObject("/data").put("id", id).put("uid", from.uid());
        var japanese = message(streamer, from, said, quirks, nowMillis);
        japanese.put("cmd", "SUPER_CHAT_MESSAGE_JPN").put("roomid", "" + streamer.room());
        japanese.withObject("/data")
                .put("id", "" + id)
                .put("uid", "" + from.uid())
                .put("message_jpn", "");
        return List.of(Json.text(message), Json.text(japanese));
    }

    static String superChatDeleted(Streamer streamer, long number) {
        var message = Json.object("{\"cmd\":\"SUPER_CHAT_MESSAGE_DELETE\",\"data\":{}}")
                .put("roomid", streamer.room());
        message.withObject("/data").putArray("ids").add(superChatId(streamer, number));
        return Json.text(message);
    }

    /** A membership: the list price, what was paid, the latter in its new form, and site-wide noise. */
    static List<String> guard(
            Streamer streamer, Person from, Occurrence.Membership joined, long nowMillis) {
        var seconds = nowMillis / 1_000;
        var rank = rank(joined.tier());
        var listed = listPrice(joined.tier()) * joined.months();
        var paid = listed - FIRST_MONTH_REBATE;
        var payflow = "%d%016d".formatted(nowMillis, from.uid());
        var bought = Json.object("{\"cmd\":\"GUARD_BUY\",\"data\":{}}");
        bought.withObject("/data")
                .put("uid", from.uid())
                .put("username", from.name())
                .put("guard_level", joined.tier())
                .put("num", joined.months())
                .put("price", listed)
                .put("gift_id", RANK_GIFTS + joined.tier())
                .put("gift_name", rank)
                .put("start_time", seconds)
                .put("end_time", seconds);
        var words = "<%%%s%%> 在主播%s的直播间开通了%s".formatted(from.name(), streamer.name(), rank);
        var toast = Json.object("{\"cmd\":\"USER_TOAST_MSG\",\"data\":{}}");
        toast.withObject("/data")
                .put("anchor_show", true)
                .put("color", "#00D1F1")
                .put("uid", from.uid())
                .put("username", from.name())
                .put("guard_level", joined.tier())
                .put("num", joined.months())
                .put("unit", "月")
                .put("price", paid)
                .put("role_name", rank)
                .put("op_type", 1)
                .put("payflow_id", payflow)
                .put("start_time", seconds)
                .put("end_time", seconds)
                .put("gift_id", RANK_GIFTS + joined.tier())
                .put("toast_msg", words);
        var second = Json.object("""
                {"cmd":"USER_TOAST_MSG_V2","data":{"sender_uinfo":{"base":{}},"guard_info":{},"pay_info":{},"gift_info":{},
                 "option":{"anchor_show":true,"source":0},"toast_msg":""}}
                """);
        second.withObject("/data/sender_uinfo").put("uid", from.uid());
        second.withObject("/data/sender_uinfo/base")
                .put("name", from.name())
                .put("face", from.face());
        second.withObject("/data/guard_info")
                .put("guard_level", joined.tier())
                .put("role_name", rank)
                .put("op_type", 1)
                .put("start_time", seconds)
                .put("end_time", seconds);
        second.withObject("/data/pay_info")
                .put("payflow_id", payflow)
                .put("num", joined.months())
                .put("price", paid)
                .put("unit", "月");
        second.withObject("/data/gift_info").put("gift_id", RANK_GIFTS + joined.tier());
        second.withObject("/data").put("toast_msg", words);
        return List.of(
                Json.text(bought),
                Json.text(toast),
                Json.text(second),
                StateMessages.notice(streamer, words));
    }

    private static ObjectNode message(
            Streamer streamer,
            Person from,
            Occurrence.SuperChat said,
            Set<Quirk> quirks,
            long nowMillis) {
        var message = Json.object("""
                {"cmd":"","roomid":0,"data":{"background_bottom_color":"#2A60B2","background_color":"#EDF5FF",
                 "background_color_end":"#405D85","background_color_start":"#3171D2","background_icon":"",
                 "background_image":"","background_price_color":"#7497CD","color_point":0.7,"dmscore":112,"end_time":0,
                 "gift":{"gift_id":12000,"gift_name":"醒目留言","num":1},"id":0,"is_ranked":1,"is_send_audit":0,
                 "medal_info":null,"message":"","message_font_color":"#A3F6FF","message_trans":"","price":30,"rate":1000,
                 "start_time":0,"time":60,"token":"","trans_mark":0,"ts":0,"uid":0,"user_info":{"face":"",
                 "face_frame":"","guard_level":0,"is_main_vip":0,"is_svip":0,"is_vip":0,"level_color":"#61c05a",
                 "manager":0,"name_color":"#666666","title":"","uname":"","user_level":0}},"is_report":true,
                 "msg_id":"","p_is_ack":true,"p_msg_type":1,"send_time":0}
                """);
        var seconds = nowMillis / 1_000;
        var shown = said.shown().toSeconds();
        message.put("msg_id", "%d:1000:%d".formatted(nowMillis * 1_000, from.uid()))
                .put("send_time", nowMillis);
        var data = message.withObject("/data")
                .put("message", said.text())
                .put("price", said.priceCents() / CENTS_A_YUAN)
                .put("start_time", seconds)
                .put("end_time", seconds + shown)
                .put("time", shown)
                .put("token", Person.crc(seconds).toUpperCase(Locale.ROOT))
                .put("ts", seconds);
        data.withObject("/user_info")
                .put("face", from.face())
                .put("guard_level", from.guardLevel())
                .put("uname", from.name());
        if (from.fan() && !quirks.contains(Quirk.BARE)) {
            data.putObject("medal_info")
                    .put("anchor_roomid", streamer.room())
                    .put("anchor_uname", streamer.name())
                    .put("guard_level", from.guardLevel())
                    .put("is_lighted", 1)
                    .put("medal_color", "#8d7ca6")
                    .put("medal_level", from.medalLevel())
                    .put("medal_name", "小狐狸")
                    .put("target_id", streamer.uid());
        }
        return message;
    }

    private static long superChatId(Streamer streamer, long number) {
        return streamer.room() % 100_000 * 10_000 + number;
    }

    private static String rank(int tier) {
        return switch (tier) {
            case 1 -> "总督";
            case 2 -> "提督";
            default -> "舰长";
        };
    }

    /** Gold for a month. */
    private static long listPrice(int tier) {
        return switch (tier) {
            case 1 -> 19_998_000;
            case 2 -> 1_998_000;
            default -> 198_000;
        };
    }
}
