package dev.danmaku.bench.others;

import cn.hutool.core.lang.Pair;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;

import tech.ordinaryroad.live.chat.client.bilibili.netty.handler.BilibiliBinaryFrameHandler;
import tech.ordinaryroad.live.chat.client.bilibili.netty.handler.BilibiliCodecHandler;
import tech.ordinaryroad.live.chat.client.douyu.netty.handler.DouyuBinaryFrameHandler;
import tech.ordinaryroad.live.chat.client.douyu.netty.handler.DouyuCodecHandler;
import tech.ordinaryroad.live.chat.client.kuaishou.netty.handler.KuaishouBinaryFrameHandler;
import tech.ordinaryroad.live.chat.client.kuaishou.netty.handler.KuaishouCodecHandler;

import java.util.List;

/** The client's own two handlers behind its WebSocket: the one that decodes, and the one that tells the listener. */
final class Client {
    private static final long ROOM = 21_452_505;

    private final Listener listener = new Listener();
    private final EmbeddedChannel channel;

    /** @param push the name of a push, which begins with its platform's */
    Client(String push) {
        channel = switch (push.substring(0, push.indexOf('_'))) {
            case "kuaishou" -> new EmbeddedChannel(
                    new KuaishouCodecHandler(),
                    new KuaishouBinaryFrameHandler(List.of(listener.kuaishou()), ROOM));
            case "douyu" -> new EmbeddedChannel(
                    new DouyuCodecHandler(),
                    new DouyuBinaryFrameHandler(List.of(listener.douyu()), ROOM));
            case "bilibili" -> new EmbeddedChannel(
                    new BilibiliCodecHandler(),
                    new BilibiliBinaryFrameHandler(
                            List.of(listener.bilibili()), ROOM, Pair.of(ROOM, 0)));
            default -> throw new IllegalArgumentException(push);
        };
    }

    /** One WebSocket message. */
    void read(byte[] message) {
        channel.writeInbound(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(message)));
    }

    Listener listener() {
        return listener;
    }
}
