package dev.danmaku.simulator.bilibili;

import dev.danmaku.simulator.bilibili.wire.BlindGift;
import dev.danmaku.simulator.bilibili.wire.GiftItem;
import dev.danmaku.simulator.bilibili.wire.GiftMedal;
import dev.danmaku.simulator.bilibili.wire.GiftMessage;
import dev.danmaku.simulator.bilibili.wire.GiftWealth;
import dev.danmaku.simulator.bilibili.wire.Receiver;
import dev.danmaku.simulator.room.Occurrence;
import dev.danmaku.simulator.room.Quirk;

import java.util.List;
import java.util.Set;

/**
 * A gift, and from the second press on the combo's running total: of what was told already, so nobody may add it up.
 */
final class GiftMessages {
    private static final int COMBO_SECONDS = 5;
    private static final int WEALTH = 12;

    private final Streamer streamer;
    private final Person from;
    private final Occurrence.Gift gift;
    private final Gifts.Gift bought;
    private final Gifts.Gift got;
    private final long nowMillis;

    private GiftMessages(Streamer streamer, Person from, Occurrence.Gift gift, long nowMillis) {
        this.streamer = streamer;
        this.from = from;
        this.gift = gift;
        this.bought = Gifts.of(gift.giftId());
        this.got = blind() ? Gifts.SURPRISE : bought;
        this.nowMillis = nowMillis;
    }

    static List<String> of(
            Streamer streamer,
            Person from,
            Occurrence.Gift gift,
            Set<Quirk> quirks,
            long nowMillis) {
        var messages = new GiftMessages(streamer, from, gift, nowMillis);
        var single = quirks.contains(Quirk.SECOND_FORM)
                ? messages.second()
                : messages.first(quirks.contains(Quirk.BARE));
        return gift.comboCount() > 1 ? List.of(single, messages.combo()) : List.of(single);
    }

    private String first(boolean bare) {
        var message = Json.object("""
                {"cmd":"SEND_GIFT","data":{"action":"投喂","batch_combo_id":"","batch_combo_send":null,"beatId":"0",
                 "biz_source":"Live","blind_gift":null,"broadcast_id":0,"coin_type":"gold","combo_resources_id":1,
                 "combo_send":null,"combo_stay_time":5,"combo_total_coin":0,"crit_prob":0,"demarcation":1,
                 "discount_price":0,"dmscore":120,"draw":0,"effect":0,"effect_block":0,"face":"","float_sc_resource_id":0,
                 "giftId":0,"giftName":"","giftType":0,"gift_info":{"effect_id":0,"gif":"","has_imaged_gift":0,
                 "img_basic":"https://i0.example/gift.png","webp":""},"gold":0,"guard_level":0,"is_first":true,
                 "is_naming":false,"magnification":1,"medal_info":null,"name_color":"","num":1,"original_gift_name":"",
                 "price":0,"rcost":1,"receive_user_info":{"uid":0,"uname":""},"remain":0,"rnd":"","silver":0,"super":0,
                 "super_batch_gift_num":0,"super_gift_num":0,"svga_block":0,"switch":true,"tag_image":"","tid":"",
                 "timestamp":0,"top_list":null,"total_coin":0,"uid":0,"uname":"","wealth_level":12}}
                """);
        var data = message.withObject("/data")
                .put("batch_combo_id", comboId())
                .put("coin_type", got.coin())
                .put("combo_total_coin", totalCoin() * gift.comboCount())
                .put("discount_price", got.price())
                .put("face", from.face())
                .put("giftId", got.id())
                .put("giftName", got.name())
                .put("guard_level", from.guardLevel())
                .put("num", gift.batchSize())
                .put("price", got.price())
                .put("rnd", tid())
                .put("tid", tid())
                .put("timestamp", nowMillis / 1_000)
                .put("total_coin", totalCoin())
                .put("uid", from.uid())
                .put("uname", from.name());
        data.withObject("/receive_user_info")
                .put("uid", streamer.uid())
                .put("uname", streamer.name());
        if (blind()) {
            data.putObject("blind_gift")
                    .put("blind_gift_config_id", 51)
                    .put("from", 0)
                    .put("gift_action", "爆出")
                    .put("gift_tip_price", got.price())
                    .put("original_gift_id", bought.id())
                    .put("original_gift_name", bought.name())
                    .put("original_gift_price", bought.price());
        }
        if (bare) {
            data.remove(List.of("wealth_level", "gift_info"));
            data.putArray("medal");
        } else if (from.fan()) {
            data.putObject("medal_info")
                    .put("anchor_roomid", 0)
                    .put("anchor_uname", "")
                    .put("guard_level", from.guardLevel())
                    .put("is_lighted", 1)
                    .put("medal_color", 9_272_486)
                    .put("medal_level", from.medalLevel())
                    .put("medal_name", "小狐狸")
                    .put("special", "")
                    .put("target_id", streamer.uid());
        }
        return Json.text(message);
    }

    private String second() {
        var item = GiftItem.newBuilder()
                .setGiftId(got.id())
                .setGiftName(got.name())
                .setNum(gift.batchSize())
                .setPrice(got.price())
                .setDiscountPrice(got.price())
                .setTotalCoin(totalCoin())
                .setCoinType(got.coin())
                .setTid(tid())
                .setTimestamp(nowMillis / 1_000)
                .setBatchComboId(comboId())
                .setComboTotalCoin(totalCoin() * gift.comboCount())
                .setComboStayTime(COMBO_SECONDS)
                .setAction("投喂")
                .setReceiver(
                        Receiver.newBuilder().setUname(streamer.name()).setUid(streamer.uid()));
        var pb = GiftMessage.newBuilder()
                .setUid(from.uid())
                .setUname(from.name())
                .setFace(from.face())
                .setGuardLevel(from.guardLevel())
                .addGifts(item)
                .setWealth(GiftWealth.newBuilder().setLevel(WEALTH));
        if (from.fan()) {
            pb.setMedal(GiftMedal.newBuilder()
                    .setTargetId(streamer.uid())
                    .setAnchorUname(streamer.name())
                    .setAnchorRoomid(streamer.room())
                    .setLevel(from.medalLevel())
                    .setName("小狐狸")
                    .setLighted(true)
                    .setGuardLevel(from.guardLevel()));
        }
        if (blind()) {
            pb.setBlind(BlindGift.newBuilder()
                    .setOriginalGiftName(bought.name())
                    .setOriginalGiftPrice(bought.price()));
        }
        var message = Json.object("{\"cmd\":\"SEND_GIFT_V2\",\"data\":{\"dmscore\":120}}");
        message.withObject("/data").put("pb", ChatMessage.base64(pb.build()));
        return Json.text(message);
    }

    private String combo() {
        var message = Json.object("{\"cmd\":\"COMBO_SEND\",\"data\":{\"action\":\"投喂\"}}");
        message.withObject("/data")
                .put("batch_combo_id", comboId())
                .put("batch_combo_num", gift.comboCount())
                .put("combo_id", "gift:" + comboId())
                .put("combo_num", gift.comboCount())
                .put("combo_total_coin", totalCoin() * gift.comboCount())
                .put("gift_id", got.id())
                .put("gift_name", got.name())
                .put("r_uname", streamer.name())
                .put("ruid", streamer.uid())
                .put("total_num", (long) gift.batchSize() * gift.comboCount())
                .put("uid", from.uid())
                .put("uname", from.name());
        return Json.text(message);
    }

    /** What was paid: of a blind box, the box's price. */
    private long totalCoin() {
        return bought.price() * gift.batchSize();
    }

    private boolean blind() {
        return gift.giftId() == Gifts.BLIND_BOX;
    }

    private String comboId() {
        return "batch:gift:combo_id:%d:%d:%d:%d"
                .formatted(from.uid(), streamer.uid(), got.id(), gift.combo());
    }

    private String tid() {
        return "%d%010d%05d".formatted(streamer.room(), gift.combo(), gift.comboCount());
    }
}
