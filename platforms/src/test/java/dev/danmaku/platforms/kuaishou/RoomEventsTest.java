package dev.danmaku.platforms.kuaishou;

import static dev.danmaku.platforms.kuaishou.Bytes.FRAME_MILLIS;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Combo;
import dev.danmaku.event.EventBody.Emote;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.Like;
import dev.danmaku.event.EventBody.LikeCount;
import dev.danmaku.event.EventBody.Moderation;
import dev.danmaku.event.EventBody.ModerationAction;
import dev.danmaku.event.EventBody.Notice;
import dev.danmaku.event.EventBody.Rank;
import dev.danmaku.event.EventBody.Ranked;
import dev.danmaku.event.EventBody.Share;
import dev.danmaku.event.EventBody.Unknown;
import dev.danmaku.event.EventBody.ViewerCount;
import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.event.Price;
import dev.danmaku.event.User;
import dev.danmaku.event.User.Badge;
import dev.danmaku.event.User.Role;
import dev.danmaku.platforms.Slice;
import dev.danmaku.platforms.kuaishou.lookup.GiftKind;
import dev.danmaku.platforms.kuaishou.wire.AudienceAssistantType;
import dev.danmaku.platforms.kuaishou.wire.CommentGiftSegment;
import dev.danmaku.platforms.kuaishou.wire.CommentIconSegment;
import dev.danmaku.platforms.kuaishou.wire.CommentImageSegment;
import dev.danmaku.platforms.kuaishou.wire.CommentRichTextMessage;
import dev.danmaku.platforms.kuaishou.wire.CommentRichTextSegment;
import dev.danmaku.platforms.kuaishou.wire.CommentTextSegment;
import dev.danmaku.platforms.kuaishou.wire.GzoneNameplate;
import dev.danmaku.platforms.kuaishou.wire.LiveAudienceState;
import dev.danmaku.platforms.kuaishou.wire.LiveFansGroupState;
import dev.danmaku.platforms.kuaishou.wire.PayloadType;
import dev.danmaku.platforms.kuaishou.wire.PicUrl;
import dev.danmaku.platforms.kuaishou.wire.SCCommentZoneRichText;
import dev.danmaku.platforms.kuaishou.wire.SCWebAuthorPause;
import dev.danmaku.platforms.kuaishou.wire.SCWebAuthorResume;
import dev.danmaku.platforms.kuaishou.wire.SCWebCurrentRedPackFeed;
import dev.danmaku.platforms.kuaishou.wire.SCWebFeedPush;
import dev.danmaku.platforms.kuaishou.wire.SCWebGuessOpened;
import dev.danmaku.platforms.kuaishou.wire.SCWebLiveWatchingUsers;
import dev.danmaku.platforms.kuaishou.wire.SCWebRefreshWallet;
import dev.danmaku.platforms.kuaishou.wire.SimpleUserInfo;
import dev.danmaku.platforms.kuaishou.wire.UserStateBadge;
import dev.danmaku.platforms.kuaishou.wire.UserStateSegment;
import dev.danmaku.platforms.kuaishou.wire.WebComboCommentFeed;
import dev.danmaku.platforms.kuaishou.wire.WebCommentFeed;
import dev.danmaku.platforms.kuaishou.wire.WebCommentFeedShowType;
import dev.danmaku.platforms.kuaishou.wire.WebGiftFeed;
import dev.danmaku.platforms.kuaishou.wire.WebLikeFeed;
import dev.danmaku.platforms.kuaishou.wire.WebLiveAssistantType;
import dev.danmaku.platforms.kuaishou.wire.WebPauseType;
import dev.danmaku.platforms.kuaishou.wire.WebRedPackInfo;
import dev.danmaku.platforms.kuaishou.wire.WebShareFeed;
import dev.danmaku.platforms.kuaishou.wire.WebSystemNoticeFeed;
import dev.danmaku.platforms.kuaishou.wire.WebWatchingUserInfo;

import org.junit.jupiter.api.Test;

import java.util.List;

class RoomEventsTest {
    private static final long RECEIVED_AT = FRAME_MILLIS + 490;
    private static final SimpleUserInfo ANN =
            SimpleUserInfo.newBuilder().setPrincipalId("3xann").setUserName("安").build();
    private static final User ANN_AS_OURS = User.of("3xann", "安");

    private final RoomEvents events =
            new RoomEvents("3xhost", "XT8F1KPOf0c", new Combos(), _ -> GiftKind.UNKNOWN);

    @Test
    void aCommentHappensWhenItsFrameWasSent() {
        var event = one(push().addCommentFeeds(comment("hi")));

        assertThat(event.body()).isEqualTo(chat(ANN_AS_OURS, "hi"));
        assertThat(event.at()).isEqualTo(FRAME_MILLIS);
        assertThat(event.receivedAt()).isEqualTo(RECEIVED_AT);
        assertThat(event.room()).isEqualTo("3xhost");
        assertThat(event.live()).isEqualTo("XT8F1KPOf0c");
    }

    @Test
    void aCommentsOwnTimeAndIdComeFirst() {
        var own = FRAME_MILLIS - 5_000;

        var event = one(push().addCommentFeeds(comment("hi").setTime(own).setId("c-1")));

        assertThat(event.at()).isEqualTo(own);
        assertThat(event.key()).isEqualTo("id:c-1");
    }

    @Test
    void withoutTheServersTimeOursCounts() {
        var event = events.of(feed(push().addCommentFeeds(comment("hi")).build()), 0, RECEIVED_AT)
                .getFirst();

        assertThat(event.at()).isEqualTo(RECEIVED_AT);
    }

    @Test
    void hiddenCommentsAreDropped() {
        var hidden = comment("安赞了这个直播").setShowType(WebCommentFeedShowType.FEED_HIDDEN);

        var bodies = bodies(push().addCommentFeeds(hidden)
                .addLikeFeeds(WebLikeFeed.newBuilder().setUser(ANN)));

        assertThat(bodies).containsExactly(new Like(ANN_AS_OURS, 1));
    }

    @Test
    void theSameTextTwiceInAFrameIsTwoEvents() {
        var keys =
                events(push().addCommentFeeds(comment("666")).addCommentFeeds(comment("666")))
                        .stream()
                        .map(Event::key)
                        .toList();

        assertThat(keys).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void anotherHolderOfTheRoomGivesTheSameKeys() {
        var push = push().setDisplayWatchingCount("12")
                .setDisplayLikeCount("3")
                .addCommentFeeds(comment("666"))
                .addLikeFeeds(WebLikeFeed.newBuilder().setUser(ANN))
                .addGiftFeeds(gift(1))
                .addShareFeeds(WebShareFeed.newBuilder().setUser(ANN))
                .addSystemNoticeFeeds(WebSystemNoticeFeed.newBuilder().setContent("rules"))
                .addComboCommentFeed(WebComboCommentFeed.newBuilder().setContent("666"))
                .build();
        var other = new RoomEvents("3xhost", "XT8F1KPOf0c", new Combos(), _ -> GiftKind.UNKNOWN);

        var ours = events.of(feed(push), FRAME_MILLIS, RECEIVED_AT);
        var theirs = other.of(feed(push), FRAME_MILLIS, RECEIVED_AT + 77);

        assertThat(ours).hasSize(8).extracting(Event::key).doesNotHaveDuplicates();
        assertThat(theirs)
                .extracting(Event::key)
                .containsExactlyElementsOf(ours.stream().map(Event::key).toList());
    }

    @Test
    void whatIsKnownOfAPersonIsKept() {
        var state = LiveAudienceState.newBuilder()
                .setAssistantType(AudienceAssistantType.AUDIENCE_JUNIOR)
                .setWealthGrade(17)
                .setLiveFansGroupState(LiveFansGroupState.newBuilder().setIntimacyLevel(4))
                .addUserStateSegment(badge("wealth_17", "17"))
                .addUserStateSegment(badge("fans_club_4", "铁粉"));
        var ann = ANN.toBuilder().setHeadUrl("https://cdn/ann.jpg").setUserName("安***");

        var body = body(push().addCommentFeeds(comment("hi").setUser(ann).setSenderState(state)));

        assertThat(((Chat) body).user())
                .isEqualTo(new User(
                        "3xann",
                        "安***",
                        "https://cdn/ann.jpg",
                        17,
                        new Badge("铁粉", 4),
                        Role.MODERATOR,
                        true));
    }

    @Test
    void aNamePlateIsABadgeWhereThereIsNoFanClub() {
        var state = LiveAudienceState.newBuilder()
                .setNameplate(GzoneNameplate.newBuilder().setName("KPL"));

        var body = body(push().addCommentFeeds(comment("hi").setSenderState(state)));

        assertThat(((Chat) body).user().badge()).isEqualTo(new Badge("KPL", null));
    }

    @Test
    void theStreamerIsTheHost() {
        var host = SimpleUserInfo.newBuilder().setPrincipalId("3xhost").setUserName("主播");

        var body = body(push().addCommentFeeds(comment("hi").setUser(host)));

        assertThat(((Chat) body).user().role()).isEqualTo(Role.HOST);
    }

    @Test
    void onlyRealColorsAreKept() {
        var bodies = bodies(push().addCommentFeeds(comment("a").setColor("#ff6600"))
                .addCommentFeeds(comment("b").setColor("red"))
                .addCommentFeeds(comment("c").setColor("#ff66zz")));

        assertThat(bodies)
                .extracting(body -> ((Chat) body).color())
                .containsExactly("#ff6600", null, null);
    }

    @Test
    void aNicknameCutInsideACharacterCostsNothingElse() {
        var broken = ByteString.copyFrom(Bytes.hex("e5ae89 e5ae"));
        var user = SimpleUserInfo.newBuilder().setPrincipalId("3xann").setUserNameBytes(broken);

        var bodies = bodies(
                push().addCommentFeeds(comment("a").setUser(user)).addCommentFeeds(comment("b")));

        assertThat(bodies)
                .containsExactly(chat(User.of("3xann", "安\ufffd"), "a"), chat(ANN_AS_OURS, "b"));
    }

    @Test
    void aComboCountsOnce() {
        var gifts = List.of(
                bodies(push().addGiftFeeds(gift(1))),
                bodies(push().addGiftFeeds(gift(2)).addGiftFeeds(gift(2))),
                bodies(push().addGiftFeeds(gift(1))),
                bodies(push().addGiftFeeds(gift(5))));

        assertThat(gifts)
                .containsExactly(
                        List.of(ours(1, 1)), List.of(ours(1, 2)), List.of(), List.of(ours(3, 5)));
    }

    @Test
    void aComboThatWasUnderWayIsMarkedAtItsFirstSightAndNotLater() {
        var gifts = List.of(
                bodies(push().addGiftFeeds(gift(7))),
                bodies(push().addGiftFeeds(gift(8))),
                bodies(push().addGiftFeeds(gift(3).setMergeKey("other").setBatchSize(3))));

        assertThat(gifts.stream().flatMap(List::stream))
                .extracting(body -> ((Gift) body).combo())
                .containsExactly(
                        new Combo("704668133-0-9-1", 7, true),
                        new Combo("704668133-0-9-1", 8),
                        new Combo("other", 3));
    }

    @Test
    void aGiftWithoutComboCountsItsBatch() {
        var gift = WebGiftFeed.newBuilder().setUser(ANN).setGiftId(9).setBatchSize(10);

        assertThat(body(push().addGiftFeeds(gift)))
                .isEqualTo(new Gift(ANN_AS_OURS, "9", null, 10, null, null));
    }

    @Test
    void twoEqualGiftsOfOneFrameAreTwoEvents() {
        var gift = WebGiftFeed.newBuilder().setUser(ANN).setGiftId(9);

        assertThat(events(push().addGiftFeeds(gift).addGiftFeeds(gift)))
                .hasSize(2)
                .extracting(Event::key)
                .doesNotHaveDuplicates();
    }

    @Test
    void aMergeKeyOfAbsurdLengthIsNotRemembered() {
        var gift = gift(3).setMergeKey("9".repeat(Combos.MAX_KEY_CHARS + 1));

        assertThat(((Gift) body(push().addGiftFeeds(gift))).combo()).isNull();
        assertThat(events.combos().isEmpty()).isTrue();
    }

    @Test
    void countersAreToldWhenTheyChange() {
        assertThat(bodies(push().setDisplayWatchingCount("1000+").setDisplayLikeCount("4.0万")))
                .containsExactly(online(1000, "1000+"), new LikeCount(40_000, "4.0万"));
        assertThat(bodies(push().setDisplayWatchingCount("1000+").setDisplayLikeCount("4.0万")))
                .isEmpty();
        assertThat(bodies(push().setDisplayWatchingCount("1000+").setDisplayLikeCount("4.1万")))
                .containsExactly(new LikeCount(41_000, "4.1万"));
        assertThat(bodies(push().setDisplayWatchingCount("很多"))).isEmpty();
    }

    @Test
    void noticesSharesAndComboCommentsAreTold() {
        var bodies = bodies(push().addComboCommentFeed(
                        WebComboCommentFeed.newBuilder().setContent("冲").setComboCount(12))
                .addSystemNoticeFeeds(WebSystemNoticeFeed.newBuilder().setContent("文明发言"))
                .addShareFeeds(WebShareFeed.newBuilder()
                        .setUser(ANN)
                        .setLiveAssistantType(WebLiveAssistantType.SUPER)));

        assertThat(bodies)
                .containsExactly(
                        new Notice("冲 ×12"),
                        new Notice("文明发言"),
                        new Share(new User("3xann", "安", null, null, null, Role.MODERATOR, false)));
    }

    @Test
    void theAudienceIsRankedByItsCoins() {
        var list = SCWebLiveWatchingUsers.newBuilder()
                .setDisplayWatchingCount("30")
                .addWatchingUser(WebWatchingUserInfo.newBuilder()
                        .setUser(ANN)
                        .setTuhao(true)
                        .setDisplayKsCoin("1.2万"))
                .addWatchingUser(WebWatchingUserInfo.newBuilder().setUser(ANN).setOffline(true))
                .addWatchingUser(WebWatchingUserInfo.newBuilder().setUser(ANN))
                .build();

        assertThat(bodies(new Message.Audience(list)))
                .containsExactly(
                        online(30, "30"),
                        new Rank(
                                List.of(
                                        new Ranked(ANN_AS_OURS, 12_000L),
                                        new Ranked(ANN_AS_OURS, null)),
                                "online"));
    }

    @Test
    void anOpenRedPackIsAGiftOnce() {
        var packs = SCWebCurrentRedPackFeed.newBuilder()
                .addRedPack(
                        WebRedPackInfo.newBuilder().setId("rp1").setAuthor(ANN).setBalance(100))
                .build();

        var first = events.of(new Message.RedPacks(packs), FRAME_MILLIS, RECEIVED_AT);
        var again = events.of(new Message.RedPacks(packs), FRAME_MILLIS + 1_000, RECEIVED_AT);

        assertThat(first).extracting(Event::key).containsExactly("id:rp1");
        assertThat(first)
                .extracting(Event::body)
                .containsExactly(new Gift(
                        ANN_AS_OURS, null, "红包", 1, new Price(100, "kuaishou-coin", true), null));
        assertThat(again).isEmpty();
    }

    @Test
    void richTextIsPutTogether() {
        var comments = SCCommentZoneRichText.newBuilder()
                .addMessage(CommentRichTextMessage.newBuilder()
                        .setId("r1")
                        .setUserId(704_668_133)
                        .setServerTimestamp(FRAME_MILLIS - 10)
                        .addSegment(segment()
                                .setText(CommentTextSegment.newBuilder().setText("送出")))
                        .addSegment(segment()
                                .setGift(CommentGiftSegment.newBuilder().setGiftId(9)))
                        .addSegment(segment()
                                .setIcon(CommentIconSegment.newBuilder().setIconName("heart")))
                        .addSegment(segment()
                                .setImage(CommentImageSegment.newBuilder()
                                        .addUrl(PicUrl.newBuilder().setUrl("https://cdn/p.png")))))
                .addMessage(CommentRichTextMessage.newBuilder()
                        .addSegment(segment()
                                .setText(CommentTextSegment.newBuilder().setText("公告"))))
                .build();

        var heard = events.of(new Message.RichText(comments), FRAME_MILLIS, RECEIVED_AT);

        assertThat(heard)
                .extracting(Event::body)
                .containsExactly(
                        new Chat(
                                User.of("704668133", null),
                                "送出[gift 9][heart]",
                                null,
                                new Emote(null, "https://cdn/p.png"),
                                null),
                        new Notice("公告"));
        assertThat(heard.getFirst().key()).isEqualTo("id:r1");
        assertThat(heard.getFirst().at()).isEqualTo(FRAME_MILLIS - 10);
    }

    @Test
    void aGiftIsNamedAndPricedByTheLists() {
        var listed = new RoomEvents(
                "3xhost",
                "XT8F1KPOf0c",
                new Combos(),
                id -> new GiftKind("啤酒", id == 9 ? 10L : null));
        var push = push().addGiftFeeds(gift(1)).addGiftFeeds(gift(3)).build();

        var heard = listed.of(feed(push), FRAME_MILLIS, RECEIVED_AT);

        assertThat(heard)
                .extracting(event -> ((Gift) event.body()).price())
                .containsExactly(
                        new Price(10, "kuaishou-coin", true), new Price(20, "kuaishou-coin", true));
        assertThat(((Gift) heard.getFirst().body()).name()).isEqualTo("啤酒");
    }

    @Test
    void aWarningIsModeration() {
        assertThat(bodies(new Message.Warning(true)))
                .containsExactly(new Moderation(ModerationAction.WARNED, null, null));
        assertThat(bodies(new Message.Warning(false))).isEmpty();
    }

    @Test
    void whatWeDoNotKnowIsNamed() {
        assertThat(bodies(new Message.Unread("1131"))).containsExactly(new Unknown("1131"));
    }

    @Test
    void whatThePlatformAnnouncesIsANotice() throws Exception {
        var pause = SCWebAuthorPause.newBuilder()
                .setPauseType(WebPauseType.TELEPHONE)
                .build();

        assertThat(said(PayloadType.SC_AUTHOR_PAUSE, pause))
                .containsExactly(new Notice("the streamer paused: telephone"));
        assertThat(said(PayloadType.SC_AUTHOR_RESUME, SCWebAuthorResume.getDefaultInstance()))
                .containsExactly(new Notice("the streamer is back"));
        assertThat(said(PayloadType.SC_GUESS_OPENED, SCWebGuessOpened.getDefaultInstance()))
                .containsExactly(new Notice("a guessing game began"));
        assertThat(bodies(new Message.TrafficZero("SC_AUTHOR_PUSH_TRAFFIC_ZERO")))
                .containsExactly(new Notice("nothing comes from the streamer"));
    }

    @Test
    void aBanOfTheStreamAndOfCommentsIsModeration() throws Exception {
        assertThat(said(PayloadType.SC_LIVE_BANNED, SCWebRefreshWallet.getDefaultInstance()))
                .containsExactly(new Moderation(ModerationAction.CUT_OFF, null, null));
        assertThat(said(PayloadType.SC_COMMENTS_FORBIDDEN, SCWebRefreshWallet.getDefaultInstance()))
                .containsExactly(new Moderation(ModerationAction.MUTED, null, null));
    }

    @Test
    void whatOnlyThePageNeedsIsNoEvent() throws Exception {
        assertThat(said(PayloadType.SC_REFRESH_WALLET, SCWebRefreshWallet.getDefaultInstance()))
                .isEmpty();
    }

    private List<EventBody> said(PayloadType type, MessageLite body) throws MalformedFrame {
        return bodies(Message.read(Frame.read(Bytes.frame(type, body))));
    }

    private static Message.Feed feed(SCWebFeedPush push) {
        try {
            return new Message.Feed(FeedPush.read(Slice.of(push.toByteArray())));
        } catch (MalformedFrame e) {
            throw new AssertionError(e);
        }
    }

    private static SCWebFeedPush.Builder push() {
        return SCWebFeedPush.newBuilder();
    }

    private static WebCommentFeed.Builder comment(String content) {
        return WebCommentFeed.newBuilder()
                .setUser(ANN)
                .setContent(content)
                .setDeviceHash("86PKFw==")
                .setShowType(WebCommentFeedShowType.FEED_SHOW_NORMAL);
    }

    private static WebGiftFeed.Builder gift(int comboCount) {
        return WebGiftFeed.newBuilder()
                .setUser(ANN)
                .setGiftId(9)
                .setMergeKey("704668133-0-9-1")
                .setBatchSize(1)
                .setComboCount(comboCount)
                .setExpireDuration(300_000);
    }

    private static Gift ours(long count, long total) {
        return new Gift(ANN_AS_OURS, "9", null, count, null, new Combo("704668133-0-9-1", total));
    }

    private static UserStateSegment badge(String icon, String name) {
        return UserStateSegment.newBuilder()
                .setBadge(UserStateBadge.newBuilder().setBadgeIcon(icon).setBadgeName(name))
                .build();
    }

    private static CommentRichTextSegment.Builder segment() {
        return CommentRichTextSegment.newBuilder();
    }

    private static Chat chat(User user, String text) {
        return new Chat(user, text, null, null, null);
    }

    private static ViewerCount online(long count, String display) {
        return new ViewerCount(count, ViewerCountKind.ONLINE, display);
    }

    private List<Event> events(SCWebFeedPush.Builder push) {
        return events.of(feed(push.build()), FRAME_MILLIS, RECEIVED_AT);
    }

    private Event one(SCWebFeedPush.Builder push) {
        var heard = events(push);
        assertThat(heard).hasSize(1);
        return heard.getFirst();
    }

    private EventBody body(SCWebFeedPush.Builder push) {
        return one(push).body();
    }

    private List<EventBody> bodies(SCWebFeedPush.Builder push) {
        return bodies(feed(push.build()));
    }

    private List<EventBody> bodies(Message message) {
        return events.of(message, FRAME_MILLIS, RECEIVED_AT).stream()
                .map(Event::body)
                .toList();
    }
}
