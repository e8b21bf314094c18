package dev.danmaku.platforms.bilibili;

import static dev.danmaku.platforms.bilibili.Bytes.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Combo;
import dev.danmaku.event.EventBody.Emote;
import dev.danmaku.event.EventBody.Enter;
import dev.danmaku.event.EventBody.Follow;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.Like;
import dev.danmaku.event.EventBody.LikeCount;
import dev.danmaku.event.EventBody.Membership;
import dev.danmaku.event.EventBody.Moderation;
import dev.danmaku.event.EventBody.ModerationAction;
import dev.danmaku.event.EventBody.Notice;
import dev.danmaku.event.EventBody.Rank;
import dev.danmaku.event.EventBody.Ranked;
import dev.danmaku.event.EventBody.RoomChanged;
import dev.danmaku.event.EventBody.Share;
import dev.danmaku.event.EventBody.StreamStart;
import dev.danmaku.event.EventBody.SuperChat;
import dev.danmaku.event.EventBody.SuperChatDeleted;
import dev.danmaku.event.EventBody.Unknown;
import dev.danmaku.event.EventBody.ViewerCount;
import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.event.Price;
import dev.danmaku.event.User;
import dev.danmaku.event.User.Badge;
import dev.danmaku.event.User.Role;
import dev.danmaku.platforms.bilibili.wire.Danmaku;
import dev.danmaku.platforms.bilibili.wire.DanmakuUser;
import dev.danmaku.platforms.bilibili.wire.GiftMedal;
import dev.danmaku.platforms.bilibili.wire.SendGift;
import dev.danmaku.platforms.bilibili.wire.SentGift;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Each command, and what it becomes. */
class RoomMessagesTest {
    private static final long NOW = 1_791_090_000_000L;
    private static final long STREAMER = 99;
    private static final User ANN = User.of("7", "ann");

    private final RoomMessages messages = new RoomMessages("545068", "1700000000", STREAMER);
    private final List<String> unknown = new ArrayList<>();

    @Test
    void aChatOfTodayHasIdFaceWealthAndReply() {
        var event = one("""
                {"cmd":"DANMU_MSG","dm_v2":"","info":[[0,1,25,5816798,1791089999123,-5,0,"c5c630b1",0,0,0,"",0,"{}","{}",
                {"extra":"{\\"content\\":\\"hi\\",\\"emots\\":{\\"[dog]\\":{\\"url\\":\\"u\\"}},\\"id_str\\":\\"4a8b\\",\\"reply_uname\\":\\"bob\\"}",
                "user":{"uid":7,"base":{"name":"ann","face":"https://f/7.jpg"}}}],
                "hi [dog]",[7,"ann",1,0,0,10000,1,""],[21,"medal","bob",1,2,"",0,1,2,3,3,1,4],
                [0,0,9868950,">50000",0],["",""],0,3,null,{"ts":1791089999,"ct":"A"},0,0,null,null,0,7,[33]]}""");

        assertThat(event.key()).isEqualTo("id:4a8b");
        assertThat(event.at()).isEqualTo(1_791_089_999_123L);
        assertThat(event.room()).isEqualTo("545068");
        assertThat(event.live()).isEqualTo("1700000000");
        assertThat(event.body())
                .isEqualTo(new Chat(
                        new User(
                                "7",
                                "ann",
                                "https://f/7.jpg",
                                33,
                                new Badge("medal", 21),
                                Role.MODERATOR,
                                false),
                        "hi [dog]",
                        "#58c1de",
                        null,
                        "bob"));
    }

    @ParameterizedTest
    @CsvSource({"0, 3, 7, GUARD", "1, 3, 7, MODERATOR", "1, 0, 99, HOST", "0, 0, 7,"})
    void aChatSaysWhatTheSenderIs(int admin, int guard, long uid, Role role) {
        var event = one("""
                {"cmd":"DANMU_MSG","info":[[],"hi",[%d,"ann",%d],[],[],[],0,%d]}""".formatted(uid, admin, guard));

        assertThat(((Chat) event.body()).user().role()).isEqualTo(role);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"emoticon_unique\":\"official_1\",\"url\":\"https://e/1.png\"}",
                "\"{\\\"emoticon_unique\\\":\\\"official_1\\\",\\\"url\\\":\\\"https://e/1.png\\\"}\""
            })
    void aPictureComesAsObjectOrAsText(String picture) {
        var event = one("""
                {"cmd":"DANMU_MSG","info":[[0,1,25,0,0,0,0,"",0,0,0,"",1,%s],"dog",[7,"ann"]]}""".formatted(picture));

        assertThat(((Chat) event.body()).emote())
                .isEqualTo(new Emote("official_1", "https://e/1.png"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DANMU_MSG", "DANMU_MSG:4:0:2:2:2:0", "DANMU_MSG_MIRROR"})
    void aChatIsOneUnderAllItsNames(String name) {
        var event = one("{\"cmd\":\"%s\",\"info\":[[],\"hi\",[7,\"ann\"]]}".formatted(name));

        assertThat(event.body()).isEqualTo(new Chat(ANN, "hi", null, null, null));
    }

    @Test
    void anOldWrapperIsTakenOff() {
        var event = one("{\"msg\":{\"cmd\":\"DANMU_MSG\",\"info\":[[],\"hi\",[7,\"ann\"]]}}");

        assertThat(event.body().type()).isEqualTo("chat");
    }

    @Test
    void aChatWithoutItsArrayIsReadFromItsProtobuf() {
        var danmaku = Danmaku.newBuilder()
                .setId("9f")
                .setText("hi")
                .setColor(0xff0000)
                .setTime(1_791_089_999_123L)
                .setUser(DanmakuUser.newBuilder().setName("a***"))
                .build();

        var event = one("{\"cmd\":\"DANMU_MSG\",\"info\":[],\"dm_v2\":\"%s\"}"
                .formatted(base64(danmaku.toByteArray())));

        assertThat(event.key()).isEqualTo("id:9f");
        assertThat(event.at()).isEqualTo(1_791_089_999_123L);
        assertThat(event.body()).isEqualTo(new Chat(masked("a***"), "hi", "#ff0000", null, null));
    }

    @Test
    void theProtobufBesideAChatGivesItsId() {
        var dmV2 = base64(Danmaku.newBuilder().setId("9f").build().toByteArray());

        var event = one("{\"cmd\":\"DANMU_MSG\",\"info\":[[],\"hi\",[7,\"ann\"]],\"dm_v2\":\"%s\"}"
                .formatted(dmV2));

        assertThat(event.key()).isEqualTo("id:9f");
    }

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

    @Test
    void anInteractionIsByItsKind() {
        var json = """
                {"cmd":"INTERACT_WORD","data":{"uid":7,"uname":"ann","msg_type":%d,"timestamp":1791089999,
                "score":9999999999999,"trigger_time":1791089998976174524,"fans_medal":null}}""";

        assertThat(one(json.formatted(1)).at()).isEqualTo(1_791_089_999_000L);
        assertThat(body(json.formatted(1))).isEqualTo(new Enter(ANN));
        assertThat(body(json.formatted(2))).isEqualTo(new Follow(ANN));
        assertThat(body(json.formatted(3))).isEqualTo(new Share(ANN));
        assertThat(body(json.formatted(4))).isEqualTo(new Follow(ANN));
        assertThat(body(json.formatted(5))).isEqualTo(new Follow(ANN));
        assertThat(body(json.formatted(6))).isEqualTo(new Like(ANN, 1));
        assertThat(hear(json.formatted(77))).isEmpty();
    }

    @Test
    void anEffectBesideAnEntryIsNoSecondEntry() {
        assertThat(hear("{\"cmd\":\"ENTRY_EFFECT\",\"data\":{\"uid\":7}}")).isEmpty();
        assertThat(unknown).isEmpty();
    }

    @Test
    void likesOldWelcomesAndMaskedPeople() {
        assertThat(body("{\"cmd\":\"LIKE_INFO_V3_CLICK\",\"data\":{\"uid\":7,\"uname\":\"ann\"}}"))
                .isEqualTo(new Like(ANN, 1));
        assertThat(body("{\"cmd\":\"WELCOME\",\"data\":{\"uid\":7,\"uname\":\"ann\",\"vip\":1}}"))
                .isEqualTo(new Enter(ANN));
        assertThat(body("{\"cmd\":\"LIKE_INFO_V3_CLICK\",\"data\":{\"uid\":0,\"uname\":\"a***\"}}"))
                .isEqualTo(new Like(masked("a***"), 1));
    }

    @Test
    void countersAreToldWhenTheyChange() {
        var watched =
                "{\"cmd\":\"WATCHED_CHANGE\",\"data\":{\"num\":\"3309\",\"text_small\":\"3309\"}}";

        assertThat(body(watched)).isEqualTo(new ViewerCount(3309, ViewerCountKind.WATCHED, null));
        assertThat(hear(watched)).isEmpty();
        assertThat(
                        body(
                                "{\"cmd\":\"ONLINE_RANK_COUNT\",\"data\":{\"count\":9999,\"online_count\":12345}}"))
                .isEqualTo(new ViewerCount(12_345, ViewerCountKind.ONLINE, null));
        assertThat(body("{\"cmd\":\"LIKE_INFO_V3_UPDATE\",\"data\":{\"click_count\":50}}"))
                .isEqualTo(new LikeCount(50, null));
    }

    @Test
    void popularityOfOneIsNoNews() {
        assertThat(hear(Bytes.hex("00000014 0010 0001 00000003 00000000 00000000")))
                .isEmpty();
        assertThat(hear(Bytes.hex("00000014 0010 0001 00000003 00000000 00000001")))
                .isEmpty();
        assertThat(hear(Bytes.hex("00000014 0010 0001 00000003 00000000 00000201")))
                .extracting(Event::body)
                .containsExactly(new ViewerCount(513, ViewerCountKind.POPULARITY, null));
    }

    @Test
    void aRankListsPeopleWithTheirScores() {
        assertThat(body("""
                {"cmd":"ONLINE_RANK_V2","data":{"rank_type":"gold-rank","list":[
                {"uid":7,"uname":"ann","score":"120","rank":1},{"uid":8,"uname":"bob","rank":2}]}}"""))
                .isEqualTo(new Rank(
                        List.of(new Ranked(ANN, 120L), new Ranked(User.of("8", "bob"), null)),
                        "gold-rank"));
    }

    @Test
    void oneStartIsToldOnceThoughItComesOften() {
        var first = one("""
                {"cmd":"LIVE","live_key":"55","sub_session_key":"55sub_time:1791089990","live_time":1791089990,"roomid":545068}""");
        assertThat(first.body()).isEqualTo(new StreamStart("LIVE"));
        assertThat(first.at()).isEqualTo(1_791_089_990_000L);

        assertThat(hear("{\"cmd\":\"LIVE\",\"live_key\":\"55\",\"roomid\":545068}"))
                .isEmpty();
        assertThat(
                        hear(
                                "{\"cmd\":\"LIVE\",\"live_key\":\"0\",\"sub_session_key\":\"55sub_time:1\"}"))
                .isEmpty();
        assertThat(hear("{\"cmd\":\"LIVE\",\"live_key\":\"56\"}")).hasSize(1);
    }

    @Test
    void whatThePlatformForbidsIsModeration() {
        assertThat(body("{\"cmd\":\"CUT_OFF\",\"msg\":\"no\",\"roomid\":545068}"))
                .isEqualTo(new Moderation(ModerationAction.CUT_OFF, null, null));
        assertThat(
                        body(
                                "{\"cmd\":\"ROOM_LOCK\",\"expire\":\"2026-11-22 08:00:00\",\"roomid\":545068}"))
                .isEqualTo(new Moderation(ModerationAction.BLOCKED, null, 1_795_305_600_000L));
        assertThat(body("{\"cmd\":\"WARNING\",\"msg\":\"mind\",\"roomid\":545068}"))
                .isEqualTo(new Moderation(ModerationAction.WARNED, null, null));
        assertThat(
                        body(
                                "{\"cmd\":\"ROOM_BLOCK_MSG\",\"uid\":\"7\",\"uname\":\"ann\",\"data\":{\"uid\":7,\"uname\":\"ann\"}}"))
                .isEqualTo(new Moderation(ModerationAction.BLOCKED, ANN, null));
        assertThat(
                        body(
                                "{\"cmd\":\"ROOM_SILENT_ON\",\"data\":{\"type\":\"level\",\"level\":3,\"second\":-1}}"))
                .isEqualTo(new Moderation(ModerationAction.MUTED, null, null));
        assertThat(hear("{\"cmd\":\"ROOM_SILENT_OFF\",\"data\":[]}")).isEmpty();
    }

    @Test
    void aChangedTitleIsTold() {
        assertThat(body("{\"cmd\":\"ROOM_CHANGE\",\"data\":{\"title\":\"t\",\"area_name\":null}}"))
                .isEqualTo(new RoomChanged("t", null, null, null));
    }

    @Test
    void thePlatformsOwnWordsAreNotices() {
        assertThat(body("{\"cmd\":\"LOG_IN_NOTICE\",\"data\":{\"notice_msg\":\"log in\"}}"))
                .isEqualTo(new Notice("log in"));
        assertThat(body("{\"cmd\":\"NOTICE_MSG\",\"msg_common\":\"c\",\"msg_self\":\"s\"}"))
                .isEqualTo(new Notice("s"));
    }

    @Test
    void whatNobodyKnowsIsNamed() {
        assertThat(body("{\"cmd\":\"NEVER_SEEN\\u0000\",\"data\":[]}"))
                .isEqualTo(new Unknown("NEVER_SEEN?"));
        assertThat(unknown).containsExactly("NEVER_SEEN?");
    }

    @Test
    void theMessagesIdAndTimeServeWhereThereIsNothingBetter() {
        var event = one("""
                {"cmd":"NEVER_SEEN","msg_id":"1:2:3","send_time":1791089999555,"data":{}}""");

        assertThat(event.key()).isEqualTo("id:1:2:3");
        assertThat(event.at()).isEqualTo(1_791_089_999_555L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SEND_GIFT",
                "GUARD_BUY",
                "USER_TOAST_MSG",
                "USER_TOAST_MSG_V2",
                "SUPER_CHAT_MESSAGE",
                "SUPER_CHAT_MESSAGE_DELETE",
                "INTERACT_WORD",
                "INTERACT_WORD_V2",
                "SEND_GIFT_V2",
                "LIKE_INFO_V3_CLICK",
                "WELCOME",
                "WATCHED_CHANGE",
                "ONLINE_RANK_COUNT",
                "ONLINE_RANK_V2",
                "LIVE",
                "PREPARING",
                "ROOM_CHANGE",
                "STOP_LIVE_ROOM_LIST",
                "ROOM_BLOCK_MSG",
                "ROOM_SILENT_ON",
                "LOG_IN_NOTICE",
                "NOTICE_MSG"
            })
    void aCommandWithNothingInItHarmsNobody(String name) {
        for (var data : List.of("[]", "null", "{}", "\"\"", "7")) {
            var heard = messages.hear(
                    Unpack.message(message("{\"cmd\":\"%s\",\"data\":%s}".formatted(name, data))),
                    NOW,
                    Notes.NONE);

            assertThat(heard.trouble()).isNull();
        }
    }

    private EventBody body(String json) {
        return one(json).body();
    }

    private Event one(String json) {
        var events = hear(json);
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    private List<Event> hear(String json) {
        return hear(message(json));
    }

    private List<Event> hear(byte[] frame) {
        var heard = messages.hear(Unpack.message(frame), NOW, new Notes() {
            @Override
            public void endHinted(String reason) {}

            @Override
            public void endUnhinted() {}

            @Override
            public void unknown(String name) {
                unknown.add(name);
            }

            @Override
            public void stray(int bytes) {}
        });
        assertThat(heard.trouble()).isNull();
        return heard.events();
    }

    private static User masked(String name) {
        return new User(null, name, null, null, null, null, true);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
