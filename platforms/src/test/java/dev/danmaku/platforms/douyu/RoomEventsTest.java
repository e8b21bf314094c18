package dev.danmaku.platforms.douyu;

import static dev.danmaku.platforms.douyu.Wire.map;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Combo;
import dev.danmaku.event.EventBody.Emote;
import dev.danmaku.event.EventBody.Enter;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.Membership;
import dev.danmaku.event.EventBody.Moderation;
import dev.danmaku.event.EventBody.ModerationAction;
import dev.danmaku.event.EventBody.Notice;
import dev.danmaku.event.EventBody.Rank;
import dev.danmaku.event.EventBody.Ranked;
import dev.danmaku.event.EventBody.Share;
import dev.danmaku.event.EventBody.SuperChat;
import dev.danmaku.event.EventBody.Unknown;
import dev.danmaku.event.EventBody.ViewerCount;
import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.event.Price;
import dev.danmaku.event.User;
import dev.danmaku.event.User.Role;
import dev.danmaku.platforms.douyu.gift.Gifts;
import dev.danmaku.platforms.douyu.gift.Gifts.KnownGift;
import dev.danmaku.platforms.douyu.gift.Gifts.Unit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class RoomEventsTest {
    private static final long NOW = 1_790_814_386_000L;
    private static final Place PLACE = new Place("lpl", 9999, "77", "9999-1790800000");
    private static final String ANN = "rid@=9999/uid@=42/nn@=Ann/";
    private static final User ANN_AS_OURS = User.of("42", "Ann");

    private Gifts gifts = Gifts.NONE;

    @Test
    void aChatBelongsToTheRoomAndBroadcastThatWeJoined() {
        var event = one("type@=chatmsg/" + ANN + "txt@=hi/cid@=0f/");

        assertThat(event.body()).isEqualTo(new Chat(ANN_AS_OURS, "hi", null, null, null));
        assertThat(event.key()).isEqualTo("id:0f");
        assertThat(event.room()).isEqualTo("lpl");
        assertThat(event.live()).isEqualTo("9999-1790800000");
    }

    @ParameterizedTest
    @CsvSource({
        "1790814385000, 1790814385000",
        "1790814384, 1790814384000",
        "1790814447000, 1790814386000",
        "1490814386000, 1790814386000",
        "'', 1790814386000",
        "-5, 1790814386000"
    })
    void aSendersClockIsAHintOnly(String cst, long at) {
        assertThat(one("type@=chatmsg/" + ANN + "txt@=hi/cst@=" + cst + "/").at())
                .isEqualTo(at);
    }

    @ParameterizedTest
    @CsvSource({
        "rg@=4/, MODERATOR",
        "pg@=5/, MODERATOR",
        "rg@=5/, HOST",
        "nl@=3/, GUARD",
        "rg@=1/, VIEWER",
        "rg@=4/nl@=3/, MODERATOR",
        "uid@=77/, HOST"
    })
    void rolesAreThoseOfTheRoom(String fields, Role role) {
        var chat = (Chat) body("type@=chatmsg/" + ANN + fields + "txt@=hi/");

        assertThat(chat.user().role()).isEqualTo(role);
    }

    @Test
    void emptyChatsAreNone() {
        assertThat(events("type@=chatmsg/" + ANN + "txt@=/")).isEmpty();
    }

    @Test
    void aTextThatIsOnePictureIsAnEmote() {
        var alone = (Chat) body("type@=chatmsg/" + ANN + "txt@=[emot:dy118]/");
        var within = (Chat) body("type@=chatmsg/" + ANN + "txt@=[emot:dy118]!/");

        assertThat(alone.emote()).isEqualTo(new Emote("dy118", null));
        assertThat(within.emote()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type@=chatmsg/rid@=1/uid@=42/txt@=hi/",
                "type@=dgb/rid@=1/uid@=42/gfid@=1/",
                "type@=anbc/rid@=0/drid@=1/uid@=42/nl@=1/",
                "type@=cthn/rid@=0/drid@=1/chatmsg@=x/",
                "type@=spbc/rid@=0/sn@=a/gn@=b/",
                "type@=brandnew/rid@=1/"
            })
    void whatConcernsAnotherRoomIsDropped(String message) {
        assertThat(events(message)).isEmpty();
    }

    @Test
    void aGiftAddsItsCountAndItsComboSaysItsOwn() {
        var gift = (Gift) body("type@=dgb/" + ANN + "gfid@=20000/gfcnt@=20/bcnt@=7/hits@=140/"
                + "gfn@=荧光棒/mss@=1/");

        assertThat(gift)
                .isEqualTo(new Gift(
                        ANN_AS_OURS, "20000", "荧光棒", 20, null, new Combo("42-20000-0", 140)));
    }

    @Test
    void theGiftListGivesNameAndPrice() {
        gifts = (pid, gfid) -> gfid == 5 ? new KnownGift("飞机", 10_000, Unit.YUCHI) : null;

        var bought = (Gift) body("type@=dgb/" + ANN + "gfid@=5/gfcnt@=3/from@=1/");
        var kept = (Gift) body("type@=dgb/" + ANN + "gfid@=5/gpf@=1/pid@=9/");

        assertThat(bought.name()).isEqualTo("飞机");
        assertThat(bought.price()).isEqualTo(new Price(30_000, "douyu-yuchi", true));
        assertThat(kept.price()).isEqualTo(new Price(10_000, "douyu-yuchi", null));
    }

    @Test
    void coinsThatViewersAreGivenAreNoMoney() {
        gifts = (_, _) -> new KnownGift("鱼丸", 100, Unit.YUWAN);

        var gift = (Gift) body("type@=dgb/" + ANN + "gfid@=5/from@=2/");

        assertThat(gift.price()).isEqualTo(new Price(100, "douyu-yuwan", false));
    }

    @Test
    void aPropWithoutAGiftIdGoesByItsOwn() {
        assertThat(((Gift) body("type@=dgb/" + ANN + "gfid@=0/pid@=268/")).id()).isEqualTo("268");
    }

    @Test
    void aGiftsIdentityIsItsWholeMessage() {
        var gift = "type@=dgb/" + ANN + "gfid@=5/hits@=1/pfm@=1/";

        assertThat(one(gift).key())
                .isEqualTo(one(gift, NOW + 3_600_000).key())
                .isNotEqualTo(one(gift.replace("pfm@=1", "pfm@=2")).key());
    }

    @Test
    void somebodyWhoComesAgainLaterIsAnotherEvent() {
        var enter = "type@=uenter/" + ANN;

        assertThat(one(enter).key())
                .isEqualTo(one(enter, NOW + 1).key())
                .isNotEqualTo(one(enter, NOW + 120_000).key());
        assertThat(body(enter)).isEqualTo(new Enter(ANN_AS_OURS));
    }

    @Test
    void aPaidChatHasAPriceAndATime() {
        var event = one("btype@=superDanmu/type@=comm_chatmsg/vrid@=77/rid@=9999/cprice@=3000/"
                + "crealPrice@=3000/cet@=60/now@=1790814385000/"
                + "chatmsg@=nn@A=Ann@Suid@A=42@Stxt@A=http:@AS@ASx.cn@AS@S/");

        assertThat(event.body())
                .isEqualTo(new SuperChat(
                        ANN_AS_OURS, "http://x.cn/", new Price(30_000, "CNY/1000", true), 60L));
        assertThat(event.key()).isEqualTo("id:77");
        assertThat(event.at()).isEqualTo(1_790_814_385_000L);
    }

    @Test
    void anOpenedBoxIsNoPaidChat() {
        assertThat(body("btype@=pandora/rid@=9999/type@=comm_chatmsg/cprice@=0/cet@=0/"
                        + "chatmsg@=txt@A=x@S/"))
                .isEqualTo(new Unknown("comm_chatmsg"));
    }

    @Test
    void paidChatsOnTheScreenAreToldOneByOne() {
        var one = new SttWriter()
                .put("acptime", "1790814300")
                .put("etime", "1790814360")
                .put("realPrice", "500")
                .put("content", "加油")
                .put("un", "Ann")
                .put("uat", new SttWriter().item("x").item("a.cn/b.jpg").text())
                .text();
        var message = new SttWriter()
                .put("type", "voice_trlt")
                .put("list", new SttWriter().item(one).item(one).text())
                .text();

        var events = events(message);

        assertThat(events)
                .hasSize(2)
                .extracting(Event::key)
                .containsOnly(events.get(0).key());
        assertThat(events.get(0).at()).isEqualTo(1_790_814_300_000L);
        var user = new User(null, "Ann", "https://a.cn/b.jpg", null, null, null, false);
        assertThat(events.get(0).body())
                .isEqualTo(new SuperChat(user, "加油", new Price(5_000, "CNY/1000", true), 60L));
    }

    @Test
    void noblesAndDiamondFansAreMembers() {
        assertThat(body("type@=anbc/rid@=0/drid@=9999/uid@=42/unk@=Ann/nl@=5/"))
                .isInstanceOfSatisfying(
                        Membership.class, member -> assertThat(member.tier()).isEqualTo("国王"));
        assertThat(body("type@=rndfbc/rid@=9999/uid@=42/nick@=Ann/"))
                .isEqualTo(new Membership(ANN_AS_OURS, "钻石粉丝", null, null));
    }

    @Test
    void aRankListIsThreeLists() {
        var item = new SttWriter().put("uid", "42").put("nickname", "Ann").put("gold", "500");
        var list = new SttWriter().item(item.text()).text();

        var bodies = events(new SttWriter()
                        .put("type", "ranklist")
                        .put("rid", "9999")
                        .put("list", list)
                        .put("list_day", "")
                        .put("list_all", list)
                        .text())
                .stream()
                .map(Event::body)
                .toList();

        var ranked = List.of(new Ranked(ANN_AS_OURS, 500L));
        assertThat(bodies).containsExactly(new Rank(ranked, "week"), new Rank(ranked, "total"));
    }

    @Test
    void theRestOfThePageHasItsEvents() {
        assertThat(body("type@=srres/rid@=9999/uid@=42/nickname@=Ann/"))
                .isEqualTo(new Share(ANN_AS_OURS));
        assertThat(body("type@=ssd/rid@=0/content@=规则/")).isEqualTo(new Notice("规则"));
        assertThat(body("type@=rsm/rid@=0/c@=规则/")).isEqualTo(new Notice("规则"));
        assertThat(body("type@=cthn/rid@=0/drid@=9999/chatmsg@=http:@S@Sx@S/"))
                .isEqualTo(new Notice("http://x/"));
        assertThat(body("type@=spbc/rid@=0/drid@=9999/sn@=Ann/dn@=Ben/gn@=火箭/gc@=2/"))
                .isEqualTo(new Notice("Ann 送给 Ben 火箭 ×2"));
        assertThat(body("type@=newblackres/rid@=9999/did@=42/dnic@=Ann/endtime@=1790815000/"))
                .isEqualTo(new Moderation(ModerationAction.MUTED, ANN_AS_OURS, 1_790_815_000_000L));
        assertThat(body("type@=keeplive/hot@=353.9万/"))
                .isEqualTo(new ViewerCount(3_539_000, ViewerCountKind.POPULARITY, "353.9万"));
        assertThat(body("type@=oni/rid@=9999/vn@=17000/")).isEqualTo(new Unknown("oni"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loginres",
                "pingreq",
                "mrkl",
                "keeplive",
                "error",
                "setmsggroup",
                "msgrepeaterlist",
                "msgrepeaterproxylist",
                "loginreq",
                "joingroup",
                "logout"
            })
    void theSessionsOwnMessagesAreNoEvents(String type) {
        assertThat(events("type@=" + type + "/")).isEmpty();
    }

    private EventBody body(String message) {
        return one(message).body();
    }

    private Event one(String message) {
        return one(message, NOW);
    }

    private Event one(String message, long now) {
        var events = events(message, now);
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    private List<Event> events(String message) {
        return events(message, NOW);
    }

    private List<Event> events(String message, long now) {
        var batch = new EventBatch(PLACE, now);
        var map = map(message);
        try {
            new RoomEvents(PLACE, gifts).add(String.valueOf(map.text("type")), map, batch);
        } catch (MalformedPacket e) {
            throw new AssertionError(e);
        }
        return batch.all();
    }
}
