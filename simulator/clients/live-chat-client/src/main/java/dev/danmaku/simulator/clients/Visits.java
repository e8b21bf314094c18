package dev.danmaku.simulator.clients;

import tech.ordinaryroad.live.chat.client.bilibili.client.BilibiliLiveChatClient;
import tech.ordinaryroad.live.chat.client.bilibili.config.BilibiliLiveChatClientConfig;
import tech.ordinaryroad.live.chat.client.bilibili.config.BilibiliLiveChatClientConfig.BilibiliLiveChatClientConfigBuilder;
import tech.ordinaryroad.live.chat.client.bilibili.listener.IBilibiliMsgListener;
import tech.ordinaryroad.live.chat.client.bilibili.netty.handler.BilibiliBinaryFrameHandler;
import tech.ordinaryroad.live.chat.client.codec.bilibili.constant.ProtoverEnum;
import tech.ordinaryroad.live.chat.client.codec.bilibili.msg.DanmuMsgMsg;
import tech.ordinaryroad.live.chat.client.codec.bilibili.msg.InteractWordMsg;
import tech.ordinaryroad.live.chat.client.codec.bilibili.msg.LikeInfoV3ClickMsg;
import tech.ordinaryroad.live.chat.client.codec.bilibili.msg.SendGiftMsg;
import tech.ordinaryroad.live.chat.client.codec.douyu.api.DouyuApis;
import tech.ordinaryroad.live.chat.client.codec.douyu.msg.ChatmsgMsg;
import tech.ordinaryroad.live.chat.client.codec.douyu.msg.DgbMsg;
import tech.ordinaryroad.live.chat.client.codec.douyu.msg.UenterMsg;
import tech.ordinaryroad.live.chat.client.codec.douyu.room.DouyuRoomInitResult;
import tech.ordinaryroad.live.chat.client.codec.kuaishou.msg.KuaishouDanmuMsg;
import tech.ordinaryroad.live.chat.client.codec.kuaishou.msg.KuaishouGiftMsg;
import tech.ordinaryroad.live.chat.client.codec.kuaishou.msg.KuaishouLikeMsg;
import tech.ordinaryroad.live.chat.client.douyu.client.DouyuDanmuLiveChatClient;
import tech.ordinaryroad.live.chat.client.douyu.config.DouyuLiveChatClientConfig;
import tech.ordinaryroad.live.chat.client.douyu.listener.IDouyuMsgListener;
import tech.ordinaryroad.live.chat.client.douyu.netty.handler.DouyuBinaryFrameHandler;
import tech.ordinaryroad.live.chat.client.kuaishou.client.KuaishouLiveChatClient;
import tech.ordinaryroad.live.chat.client.kuaishou.config.KuaishouLiveChatClientConfig;
import tech.ordinaryroad.live.chat.client.kuaishou.listener.IKuaishouMsgListener;
import tech.ordinaryroad.live.chat.client.kuaishou.netty.handler.KuaishouBinaryFrameHandler;

import java.util.UUID;

/** The client's three platforms, set to join the simulator's sockets. */
final class Visits {
    private Visits() {}

    /**
     * The part of the client that sits in the room. Its whole look-up wants scripts from the room's
     * page that sign requests for video; the socket needs the room's number alone, so that is all
     * that is looked up here, by the client's own request.
     */
    static Visit douyu(String id, String socket) {
        return new Visit("douyu:" + id, "the room's socket", heard -> {
            var config = DouyuLiveChatClientConfig.builder()
                    .roomId(id)
                    .websocketUri(socket)
                    .autoReconnect(false)
                    .build();
            return new DouyuDanmuLiveChatClient(config, douyuEars(heard)) {
                @Override
                public DouyuRoomInitResult initRoom() {
                    return DouyuRoomInitResult.builder()
                            .realRoomId(DouyuApis.getRealRoomId(id))
                            .did(UUID.randomUUID().toString().replace("-", ""))
                            .build();
                }
            };
        });
    }

    static Visit bilibili(String id, String socket) {
        return new Visit(
                "bilibili:" + id,
                "not packed",
                heard -> new BilibiliLiveChatClient(
                        bilibiliConfig(id, socket).build(), bilibiliEars(heard)));
    }

    static Visit bilibili(String id, String socket, ProtoverEnum packing) {
        return new Visit(
                "bilibili:" + id,
                packing.name(),
                heard -> new PackedBilibili(
                        bilibiliConfig(id, socket).protover(packing).build(), bilibiliEars(heard)));
    }

    private static BilibiliLiveChatClientConfigBuilder<?, ?> bilibiliConfig(
            String id, String socket) {
        return BilibiliLiveChatClientConfig.builder()
                .roomId(id)
                .websocketUri(socket)
                .autoReconnect(false);
    }

    /** Its usual way: the room's page, then the look-up of the token that it enters with. */
    static Visit kuaishou(String id, String socket, String how) {
        return new Visit("kuaishou:" + id, how, heard -> {
            var config = KuaishouLiveChatClientConfig.builder()
                    .roomId(id)
                    .websocketUri(socket)
                    .autoReconnect(false)
                    .build();
            return new KuaishouLiveChatClient(config, kuaishouEars(heard));
        });
    }

    private static IDouyuMsgListener douyuEars(Heard heard) {
        return new IDouyuMsgListener() {
            @Override
            public void onDanmuMsg(DouyuBinaryFrameHandler from, ChatmsgMsg chat) {
                heard.chat(chat.getContent());
            }

            @Override
            public void onGiftMsg(DouyuBinaryFrameHandler from, DgbMsg gift) {
                heard.other();
            }

            @Override
            public void onEnterRoomMsg(DouyuBinaryFrameHandler from, UenterMsg entry) {
                heard.other();
            }
        };
    }

    private static IBilibiliMsgListener bilibiliEars(Heard heard) {
        return new IBilibiliMsgListener() {
            @Override
            public void onDanmuMsg(BilibiliBinaryFrameHandler from, DanmuMsgMsg chat) {
                heard.chat(chat.getContent());
            }

            @Override
            public void onGiftMsg(BilibiliBinaryFrameHandler from, SendGiftMsg gift) {
                heard.other();
            }

            @Override
            public void onEnterRoomMsg(BilibiliBinaryFrameHandler from, InteractWordMsg entry) {
                heard.other();
            }

            @Override
            public void onLikeMsg(BilibiliBinaryFrameHandler from, LikeInfoV3ClickMsg like) {
                heard.other();
            }
        };
    }

    private static IKuaishouMsgListener kuaishouEars(Heard heard) {
        return new IKuaishouMsgListener() {
            @Override
            public void onDanmuMsg(KuaishouBinaryFrameHandler from, KuaishouDanmuMsg chat) {
                heard.chat(chat.getContent());
            }

            @Override
            public void onGiftMsg(KuaishouBinaryFrameHandler from, KuaishouGiftMsg gift) {
                heard.other();
            }

            @Override
            public void onLikeMsg(KuaishouBinaryFrameHandler from, KuaishouLikeMsg like) {
                heard.other();
            }
        };
    }
}
