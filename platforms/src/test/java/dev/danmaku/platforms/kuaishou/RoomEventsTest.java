package dev.danmaku.platforms.kuaishou;

import static dev.danmaku.platforms.kuaishou.Bytes.FRAME_MILLIS;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Emote;
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
import dev.danmaku.event.User;
import dev.danmaku.event.User.Role;
import dev.danmaku.platforms.kuaishou.wire.CommentGiftSegment;
import dev.danmaku.platforms.kuaishou.wire.CommentIconSegment;
import dev.danmaku.platforms.kuaishou.wire.CommentImageSegment;
import dev.danmaku.platforms.kuaishou.wire.CommentRichTextMessage;
import dev.danmaku.platforms.kuaishou.wire.CommentRichTextSegment;
import dev.danmaku.platforms.kuaishou.wire.CommentTextSegment;
import dev.danmaku.platforms.kuaishou.wire.PayloadType;
import dev.danmaku.platforms.kuaishou.wire.PicUrl;
import dev.danmaku.platforms.kuaishou.wire.SCCommentZoneRichText;
import dev.danmaku.platforms.kuaishou.wire.SCWebAuthorPause;
import dev.danmaku.platforms.kuaishou.wire.SCWebAuthorResume;
import dev.danmaku.platforms.kuaishou.wire.SCWebGuessOpened;
import dev.danmaku.platforms.kuaishou.wire.SCWebLiveWatchingUsers;
import dev.danmaku.platforms.kuaishou.wire.SCWebRefreshWallet;
import dev.danmaku.platforms.kuaishou.wire.WebComboCommentFeed;
import dev.danmaku.platforms.kuaishou.wire.WebLiveAssistantType;
import dev.danmaku.platforms.kuaishou.wire.WebPauseType;
import dev.danmaku.platforms.kuaishou.wire.WebShareFeed;
import dev.danmaku.platforms.kuaishou.wire.WebSystemNoticeFeed;
import dev.danmaku.platforms.kuaishou.wire.WebWatchingUserInfo;

import org.junit.jupiter.api.Test;

import java.util.List;

/** What the room and the platform tell. */
class RoomEventsTest extends SaidInARoom {
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

    private static CommentRichTextSegment.Builder segment() {
        return CommentRichTextSegment.newBuilder();
    }

    private static ViewerCount online(long count, String display) {
        return new ViewerCount(count, ViewerCountKind.ONLINE, display);
    }
}
