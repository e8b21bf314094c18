package dev.danmaku.bench.decode;

import dev.danmaku.platforms.kuaishou.wire.CompressionType;
import dev.danmaku.platforms.kuaishou.wire.LiveAudienceState;
import dev.danmaku.platforms.kuaishou.wire.PayloadType;
import dev.danmaku.platforms.kuaishou.wire.SCWebFeedPush;
import dev.danmaku.platforms.kuaishou.wire.SimpleUserInfo;
import dev.danmaku.platforms.kuaishou.wire.SocketMessage;
import dev.danmaku.platforms.kuaishou.wire.WebCommentFeed;
import dev.danmaku.platforms.kuaishou.wire.WebCommentFeedShowType;

/**
 * Feed pushes as captures show them: two counters, and comments with their user's id and name, text, device and an empty state. With
 * one comment it is, byte by byte, the push that the protocol's published examples have.
 */
public final class Pushes {
    private static final long TIME = 1_769_426_405_510L;

    private Pushes() {}

    /** @param comments how many; each gives an event, the counters only the first time */
    public static byte[] withComments(int comments) {
        var push = SCWebFeedPush.newBuilder()
                .setDisplayWatchingCount("3309")
                .setDisplayLikeCount("98.5万");
        for (var i = 0; i < comments; i++) {
            push.addCommentFeeds(WebCommentFeed.newBuilder()
                    .setUser(SimpleUserInfo.newBuilder()
                            .setPrincipalId("3xfha8xnpxwscjg")
                            .setUserName("思妹妹很酷"))
                    .setContent("KPL冲冲冲！")
                    .setDeviceHash("86PKFw==")
                    .setShowType(WebCommentFeedShowType.FEED_SHOW_NORMAL)
                    .setSenderState(LiveAudienceState.getDefaultInstance()));
        }
        return SocketMessage.newBuilder()
                .setPayloadType(PayloadType.SC_FEED_PUSH)
                .setCompressionType(CompressionType.NONE)
                .setPayload(push.build().toByteString())
                .setTime(TIME)
                .build()
                .toByteArray();
    }
}
