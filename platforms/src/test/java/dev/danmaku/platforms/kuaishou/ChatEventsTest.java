package dev.danmaku.platforms.kuaishou;

import static dev.danmaku.platforms.kuaishou.Bytes.FRAME_MILLIS;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Like;
import dev.danmaku.event.User;
import dev.danmaku.event.User.Badge;
import dev.danmaku.event.User.Role;
import dev.danmaku.platforms.kuaishou.lookup.GiftKind;
import dev.danmaku.platforms.kuaishou.wire.AudienceAssistantType;
import dev.danmaku.platforms.kuaishou.wire.GzoneNameplate;
import dev.danmaku.platforms.kuaishou.wire.LiveAudienceState;
import dev.danmaku.platforms.kuaishou.wire.LiveFansGroupState;
import dev.danmaku.platforms.kuaishou.wire.SimpleUserInfo;
import dev.danmaku.platforms.kuaishou.wire.UserStateBadge;
import dev.danmaku.platforms.kuaishou.wire.UserStateSegment;
import dev.danmaku.platforms.kuaishou.wire.WebComboCommentFeed;
import dev.danmaku.platforms.kuaishou.wire.WebCommentFeed;
import dev.danmaku.platforms.kuaishou.wire.WebCommentFeedShowType;
import dev.danmaku.platforms.kuaishou.wire.WebLikeFeed;
import dev.danmaku.platforms.kuaishou.wire.WebShareFeed;
import dev.danmaku.platforms.kuaishou.wire.WebSystemNoticeFeed;

import org.junit.jupiter.api.Test;

/** Comments, and the people who write them. */
class ChatEventsTest extends SaidInARoom {
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

    private static WebCommentFeed.Builder comment(String content) {
        return WebCommentFeed.newBuilder()
                .setUser(ANN)
                .setContent(content)
                .setDeviceHash("86PKFw==")
                .setShowType(WebCommentFeedShowType.FEED_SHOW_NORMAL);
    }

    private static UserStateSegment badge(String icon, String name) {
        return UserStateSegment.newBuilder()
                .setBadge(UserStateBadge.newBuilder().setBadgeIcon(icon).setBadgeName(name))
                .build();
    }

    private static Chat chat(User user, String text) {
        return new Chat(user, text, null, null, null);
    }
}
