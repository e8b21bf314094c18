package dev.danmaku.bench.decode;

import com.google.protobuf.ByteString;

import dev.danmaku.platforms.kuaishou.wire.CompressionType;
import dev.danmaku.platforms.kuaishou.wire.LiveAudienceState;
import dev.danmaku.platforms.kuaishou.wire.PayloadType;
import dev.danmaku.platforms.kuaishou.wire.SCWebFeedPush;
import dev.danmaku.platforms.kuaishou.wire.SimpleUserInfo;
import dev.danmaku.platforms.kuaishou.wire.SocketMessage;
import dev.danmaku.platforms.kuaishou.wire.WebCommentFeed;
import dev.danmaku.platforms.kuaishou.wire.WebCommentFeedShowType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Feed pushes as captures show them: two counters, and comments with their user's id and name, text, device and an empty state. With
 * one comment it is, byte by byte, the push that the protocol's published examples have.
 */
public final class KuaishouPushes {
    private static final long TIME = 1_769_426_405_510L;
    private static final String FIRST_ID = "3xfha8xnpxwscjg";
    private static final List<String> NAMES = List.of(
            "思妹妹很酷", "阿呆", "Lucky星", "用户1234567", "快乐的小鱼儿呀", "K神", "夏天的风", "老王在此", "豆豆", "一只猫");
    private static final List<String> TEXTS = List.of(
            "KPL冲冲冲！",
            "主播好",
            "666",
            "这个多少钱一斤",
            "来了来了",
            "哈哈哈哈哈哈哈",
            "[奸笑][奸笑]",
            "你好 hello",
            "今天播到几点啊？",
            "好听");

    private KuaishouPushes() {}

    /** @param comments how many; each gives an event, the counters only the first time */
    public static byte[] withComments(int comments, boolean packed) {
        var push = SCWebFeedPush.newBuilder()
                .setDisplayWatchingCount("3309")
                .setDisplayLikeCount("98.5万");
        for (var i = 0; i < comments; i++) {
            push.addCommentFeeds(WebCommentFeed.newBuilder()
                    .setUser(SimpleUserInfo.newBuilder()
                            .setPrincipalId(i == 0 ? FIRST_ID : "3x" + i + FIRST_ID.substring(3))
                            .setUserName(NAMES.get(i % NAMES.size())))
                    .setContent(TEXTS.get(i % TEXTS.size()))
                    .setDeviceHash("86PKFw==")
                    .setShowType(WebCommentFeedShowType.FEED_SHOW_NORMAL)
                    .setSenderState(LiveAudienceState.getDefaultInstance()));
        }
        var payload = push.build().toByteString();
        return SocketMessage.newBuilder()
                .setPayloadType(PayloadType.SC_FEED_PUSH)
                .setCompressionType(packed ? CompressionType.GZIP : CompressionType.NONE)
                .setPayload(packed ? gzip(payload) : payload)
                .setTime(TIME)
                .build()
                .toByteArray();
    }

    private static ByteString gzip(ByteString payload) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            payload.writeTo(gzip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteString.copyFrom(packed.toByteArray());
    }
}
