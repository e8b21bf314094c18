package dev.danmaku.simulator.kuaishou;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;

import dev.danmaku.simulator.kuaishou.wire.CommentIconSegment;
import dev.danmaku.simulator.kuaishou.wire.CommentRichTextMessage;
import dev.danmaku.simulator.kuaishou.wire.CommentRichTextSegment;
import dev.danmaku.simulator.kuaishou.wire.CommentTextSegment;
import dev.danmaku.simulator.kuaishou.wire.LiveAudienceState;
import dev.danmaku.simulator.kuaishou.wire.LiveFansGroupState;
import dev.danmaku.simulator.kuaishou.wire.SCCommentZoneRichText;
import dev.danmaku.simulator.kuaishou.wire.SCWebFeedPush;
import dev.danmaku.simulator.kuaishou.wire.SCWebLiveWatchingUsers;
import dev.danmaku.simulator.kuaishou.wire.SimpleUserInfo;
import dev.danmaku.simulator.kuaishou.wire.WebCommentFeed;
import dev.danmaku.simulator.kuaishou.wire.WebCommentFeedShowType;
import dev.danmaku.simulator.kuaishou.wire.WebGiftFeed;
import dev.danmaku.simulator.kuaishou.wire.WebLikeFeed;
import dev.danmaku.simulator.kuaishou.wire.WebWatchingUserInfo;
import dev.danmaku.simulator.room.Occurrence;
import dev.danmaku.simulator.room.Push;
import dev.danmaku.simulator.room.Viewer;

import java.util.List;

/**
 * What happened, as messages with exactly the fields that captures show: comments have no id, time or avatar, gifts no
 * name or price. Pure.
 */
final class FeedMessages {
    private static final long COMBO_MILLIS = 300_000;
    private static final int AUDIENCE = 30;
    /** Every so many-th account belongs to the room's fan group; the others' state is there and empty. */
    private static final int FANS = 5;

    private static final UnknownFieldSet UNKNOWN = UnknownFieldSet.newBuilder()
            .addField(
                    77,
                    UnknownFieldSet.Field.newBuilder()
                            .addVarint(7)
                            .addLengthDelimited(ByteString.copyFromUtf8("new"))
                            .build())
            .build();

    private FeedMessages() {}

    static SCWebFeedPush feedPush(Push push, boolean unknownFields) {
        var feed = SCWebFeedPush.newBuilder()
                .setDisplayWatchingCount(push.counters().watching())
                .setDisplayLikeCount(push.counters().likes());
        for (var occurrence : push.occurrences()) {
            switch (occurrence) {
                case Occurrence.Chat chat -> {
                    var comment = comment(
                            chat.from(), chat.text(), WebCommentFeedShowType.FEED_SHOW_NORMAL);
                    feed.addCommentFeeds(
                            unknownFields ? comment.setUnknownFields(UNKNOWN) : comment);
                }
                case Occurrence.Like like -> {
                    feed.addLikeFeeds(like(like.from()));
                    // The site announces a like a second time, as a comment that it then does not
                    // show.
                    feed.addCommentFeeds(comment(
                            like.from(),
                            like.from().name() + "赞了这个直播",
                            WebCommentFeedShowType.FEED_HIDDEN));
                }
                case Occurrence.Gift gift -> feed.addGiftFeeds(gift(gift));
                case Occurrence.Enter enter -> {}
                case Occurrence.SuperChat superChat -> {}
                case Occurrence.Membership membership -> {}
            }
        }
        if (unknownFields) {
            feed.setUnknownFields(UNKNOWN);
        }
        return feed.build();
    }

    static SCCommentZoneRichText richText(List<Occurrence> occurrences, long nowMillis) {
        var zone = SCCommentZoneRichText.newBuilder();
        for (var occurrence : occurrences) {
            if (occurrence instanceof Occurrence.Chat chat) {
                zone.addMessage(CommentRichTextMessage.newBuilder()
                        .setId("rich-" + chat.sequence())
                        .setUserId(chat.from().number())
                        .setServerTimestamp(nowMillis)
                        .setDeviceHash(chat.from().deviceHash())
                        .addSegment(CommentRichTextSegment.newBuilder()
                                .setText(CommentTextSegment.newBuilder().setText("欢迎 ")))
                        .addSegment(CommentRichTextSegment.newBuilder()
                                .setIcon(CommentIconSegment.newBuilder()
                                        .setResPackId("pack")
                                        .setIconName("fans")
                                        .setText("粉丝"))));
            }
        }
        return zone.build();
    }

    /** The top spenders, descending by coins, with avatars. */
    static SCWebLiveWatchingUsers audience(Push push, List<Viewer> viewers) {
        var list = SCWebLiveWatchingUsers.newBuilder()
                .setDisplayWatchingCount(push.counters().watching());
        for (var i = 0; i < AUDIENCE; i++) {
            var viewer = viewers.get(i);
            var spender = i < AUDIENCE / 3;
            var user = user(viewer).toBuilder()
                    .setHeadUrl("https://p1-live.example/head/" + viewer.id() + ".jpg");
            var entry = WebWatchingUserInfo.newBuilder()
                    .setUser(user)
                    .setDisplayKsCoin(Integer.toString(3_000 - i * 99));
            list.addWatchingUser(spender ? entry.setTuhao(true) : entry);
        }
        return list.build();
    }

    private static WebCommentFeed.Builder comment(
            Viewer from, String text, WebCommentFeedShowType showType) {
        return WebCommentFeed.newBuilder()
                .setUser(user(from))
                .setContent(text)
                .setDeviceHash(from.deviceHash())
                .setShowType(showType)
                .setSenderState(state(from));
    }

    private static WebLikeFeed like(Viewer from) {
        return WebLikeFeed.newBuilder()
                .setUser(user(from))
                .setDeviceHash(from.deviceHash())
                .setLiveAudienceState(state(from))
                .build();
    }

    private static WebGiftFeed gift(Occurrence.Gift gift) {
        var from = gift.from();
        return WebGiftFeed.newBuilder()
                .setUser(user(from))
                .setGiftId(gift.giftId())
                .setMergeKey("%d-%d-%d-%d"
                        .formatted(from.number(), gift.combo(), gift.giftId(), gift.batchSize()))
                .setBatchSize(gift.batchSize())
                .setComboCount(gift.comboCount())
                .setRank(1)
                .setExpireDuration(COMBO_MILLIS)
                .setSlotDisplayDuration(Math.min(1_000L * gift.comboCount(), 4_000))
                .setDeviceHash(from.deviceHash())
                .setLiveAudienceState(state(from))
                .build();
    }

    private static SimpleUserInfo user(Viewer viewer) {
        return SimpleUserInfo.newBuilder()
                .setPrincipalId(viewer.id())
                .setUserName(viewer.name())
                .build();
    }

    private static LiveAudienceState state(Viewer viewer) {
        if (viewer.number() % FANS != 0) {
            return LiveAudienceState.getDefaultInstance();
        }
        var level = (int) (viewer.number() % 20) + 1;
        return LiveAudienceState.newBuilder()
                .setFansGroupIntimacyLevel(level)
                .setLiveFansGroupState(LiveFansGroupState.newBuilder().setIntimacyLevel(level))
                .setWealthGrade(3)
                .setAudienceRank(12)
                .build();
    }
}
