package dev.danmaku.platforms.bilibili;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Combo;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.Membership;
import dev.danmaku.event.EventBody.SuperChat;
import dev.danmaku.event.EventBody.SuperChatDeleted;
import dev.danmaku.event.Price;
import dev.danmaku.event.User;
import dev.danmaku.event.User.Badge;
import dev.danmaku.event.User.Role;
import dev.danmaku.platforms.bilibili.wire.GiftMedal;
import dev.danmaku.platforms.bilibili.wire.SendGift;
import dev.danmaku.platforms.bilibili.wire.SentGift;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Gifts, guards and super chats: each is counted once. */
class PaidMessagesTest extends SaidInARoom {
    @Test
    void aPaidGiftCostsItsTotalAndTellsItsCombo() {
        var event = one("""
                {"cmd":"SEND_GIFT","data":{"uid":"7","uname":"ann","face":"f","giftId":31036,"giftName":"小花花",
                "num":3,"price":100,"total_coin":250,"coin_type":"gold","timestamp":1791089999,"tid":"77",
                "batch_combo_id":"batch:1","batch_combo_send":{"batch_combo_num":8},"combo_total_coin":1,
                "wealth_level":12,"guard_level":0,"medal_info":null}}""");

        assertThat(event.key()).isEqualTo("id:77");
        assertThat(event.at()).isEqualTo(1_791_089_999_000L);
        assertThat(event.body())
                .isEqualTo(new Gift(
                        new User("7", "ann", "f", 12, null, null, false),
                        "31036",
                        "小花花",
                        3,
                        new Price(250, "gold", true),
                        new Combo("batch:1", 8)));
    }

    @Test
    void theSumOfAComboIsNotCounted() {
        assertThat(hear("""
                {"cmd":"COMBO_SEND","data":{"uid":7,"uname":"ann","combo_num":9,"gift_id":1,"combo_id":"x"}}""")).isEmpty();
        assertThat(hear("{\"cmd\":\"COMBO_END\",\"data\":{\"uname\":\"ann\"}}")).isEmpty();
        assertThat(unknown).isEmpty();
    }

    @Test
    void oneMessageOfTheSecondFormHoldsSeveralGifts() {
        var gifts = SendGift.newBuilder()
                .setUid(7)
                .setUname("ann")
                .setGuardLevel(3)
                .setMedal(GiftMedal.newBuilder().setLevel(5).setName("m"))
                .addGifts(SentGift.newBuilder()
                        .setId(31036)
                        .setName("小花花")
                        .setNum(2)
                        .setPrice(100)
                        .setTotalCoin(200)
                        .setCoinType("gold")
                        .setTid("77")
                        .setTimestamp(1_791_089_999)
                        .setBatchComboId("b")
                        .setComboTotalCoin(600))
                .addGifts(SentGift.newBuilder()
                        .setId(1)
                        .setName("辣条")
                        .setNum(1)
                        .setTotalCoin(100)
                        .setCoinType("silver")
                        .setTid("78"))
                .build();

        var events = hear("{\"cmd\":\"SEND_GIFT_V2\",\"data\":{\"dmscore\":1,\"pb\":\"%s\"}}"
                .formatted(base64(gifts.toByteArray())));

        var user = new User("7", "ann", null, null, new Badge("m", 5), Role.GUARD, false);
        assertThat(events).extracting(Event::key).containsExactly("id:77", "id:78");
        assertThat(events)
                .extracting(Event::body)
                .containsExactly(
                        new Gift(
                                user,
                                "31036",
                                "小花花",
                                2,
                                new Price(200, "gold", true),
                                new Combo("b", 6)),
                        new Gift(user, "1", "辣条", 1, new Price(100, "silver", false), null));
    }

    @Test
    void oneGuardIsCountedOnceHoweverOftenItIsTold() {
        var events = new ArrayList<Event>();
        events.addAll(hear("""
                {"cmd":"GUARD_BUY","data":{"uid":7,"username":"ann","guard_level":3,"num":1,"price":198000,
                "gift_id":10003,"gift_name":"舰长","start_time":1791089999,"end_time":1791089999}}"""));
        events.addAll(hear("""
                {"cmd":"USER_TOAST_MSG","data":{"uid":7,"username":"ann","guard_level":3,"num":1,"unit":"月",
                "price":138000,"role_name":"舰长","op_type":1,"payflow_id":"p","start_time":1791089999}}"""));
        events.addAll(hear("""
                {"cmd":"USER_TOAST_MSG_V2","data":{"sender_uinfo":{"uid":7,"base":{"name":"ann"}},
                "guard_info":{"guard_level":3,"start_time":1791090000},"pay_info":{"num":1,"price":138000,"unit":"月"},
                "option":{"source":0}}}"""));

        assertThat(events).hasSize(1);
        assertThat(events.getFirst().at()).isEqualTo(1_791_089_999_000L);
        assertThat(events.getFirst().body())
                .isEqualTo(new Membership(
                        new User("7", "ann", null, null, null, Role.GUARD, false),
                        "舰长",
                        1,
                        new Price(198_000, "gold", true)));
    }

    @Test
    void aSecondPurchaseOfTheSamePersonIsOne() {
        var buy = """
                {"cmd":"GUARD_BUY","data":{"uid":7,"username":"ann","guard_level":3,"num":1,"price":198000,"start_time":%d}}""";

        assertThat(hear(buy.formatted(1_791_089_900))).hasSize(1);
        assertThat(hear(buy.formatted(1_791_089_900))).isEmpty();
        assertThat(hear(buy.formatted(1_791_089_930))).hasSize(1);
    }

    @Test
    void aToastAloneIsAPurchaseAndARepeatIsNone() {
        var v2 = """
                {"cmd":"USER_TOAST_MSG_V2","data":{"sender_uinfo":{"uid":%d,"base":{"name":"ann"}},
                "guard_info":{"guard_level":1,"start_time":1791089999},"pay_info":{"num":7,"price":500,"unit":"天"},
                "option":{"source":%d}}}""";

        assertThat(hear(v2.formatted(7, 2))).isEmpty();
        var event = one(v2.formatted(8, 0));
        assertThat(((Membership) event.body()).tier()).isEqualTo("总督");
        assertThat(((Membership) event.body()).months()).isNull();
        assertThat(((Membership) event.body()).price()).isEqualTo(new Price(500, "gold", true));
    }

    @Test
    void aSuperChatIsInYuanAndItsTranslationIsNoSecondOne() {
        var event = one("""
                {"cmd":"SUPER_CHAT_MESSAGE","data":{"id":1234,"uid":7,"price":30,"rate":1000,"message":"hi","time":60,
                "start_time":1791089999,"user_info":{"uname":"ann","face":"f","user_level":4},"medal_info":null}}""");
        var again = hear("""
                {"cmd":"SUPER_CHAT_MESSAGE_JPN","data":{"id":"1234","uid":"7","price":30,"message":"hi","message_jpn":"x"}}""");

        assertThat(event.key()).isEqualTo("id:1234");
        assertThat(event.at()).isEqualTo(1_791_089_999_000L);
        assertThat(event.body())
                .isEqualTo(new SuperChat(
                        new User("7", "ann", "f", 4, null, null, false),
                        "hi",
                        new Price(30_000, "CNY/1000", true),
                        60L));
        assertThat(again).isEmpty();
    }

    @Test
    void deletedSuperChatsAreNamed() {
        assertThat(body("{\"cmd\":\"SUPER_CHAT_MESSAGE_DELETE\",\"data\":{\"ids\":[1,\"2\"]}}"))
                .isEqualTo(new SuperChatDeleted(List.of("1", "2")));
    }
}
