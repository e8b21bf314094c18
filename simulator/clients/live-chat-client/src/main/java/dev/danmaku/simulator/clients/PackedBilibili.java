package dev.danmaku.simulator.clients;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;

import tech.ordinaryroad.live.chat.client.bilibili.client.BilibiliLiveChatClient;
import tech.ordinaryroad.live.chat.client.bilibili.config.BilibiliLiveChatClientConfig;
import tech.ordinaryroad.live.chat.client.bilibili.listener.IBilibiliMsgListener;
import tech.ordinaryroad.live.chat.client.bilibili.netty.handler.BilibiliConnectionHandler;
import tech.ordinaryroad.live.chat.client.codec.bilibili.constant.ProtoverEnum;
import tech.ordinaryroad.live.chat.client.codec.bilibili.msg.UserAuthenticationMsg;
import tech.ordinaryroad.live.chat.client.commons.base.listener.IBaseConnectionListener;

/**
 * Asks for the packing that its setting {@code protover} names. The client as it is always asks for
 * none, though it can unpack both.
 */
final class PackedBilibili extends BilibiliLiveChatClient {
    PackedBilibili(BilibiliLiveChatClientConfig config, IBilibiliMsgListener ears) {
        super(config, ears);
    }

    @Override
    public BilibiliConnectionHandler initConnectionHandler(
            IBaseConnectionListener<BilibiliConnectionHandler> listener) {
        return new Asking(this, super.initConnectionHandler(listener), listener);
    }

    @Sharable
    private static final class Asking extends BilibiliConnectionHandler {
        Asking(
                PackedBilibili client,
                BilibiliConnectionHandler usual,
                IBaseConnectionListener<BilibiliConnectionHandler> listener) {
            super(usual.getWebSocketProtocolHandler(), client, listener);
        }

        @Override
        public void sendAuthRequest(Channel channel) {
            var room = getRoomInitResult();
            var auth = new UserAuthenticationMsg() {
                /** Of the packet itself, which is never packed. */
                @Override
                public ProtoverEnum getProtoverEnum() {
                    return ProtoverEnum.HEARTBEAT_AUTH_NO_COMPRESSION;
                }
            };
            auth.setRoomid(room.getRoomPlayInfoResult().getRoom_id());
            auth.setProtover(getClient().getConfig().getProtover().getCode());
            auth.setBuvid(room.getBuvid3());
            auth.setKey(room.getDanmuinfoResult().getToken());
            channel.writeAndFlush(auth);
        }
    }
}
