package dev.danmaku.simulator.bilibili;

import dev.danmaku.simulator.room.RoomSocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packets in binary messages, one or more in each. What is left at a message's end and no packet is passed over: a
 * popular client's heartbeat has a byte too many.
 */
final class WebSocketSession extends SimpleChannelInboundHandler<ByteBuf> {
    private static final Logger log = LoggerFactory.getLogger(WebSocketSession.class);

    private final Conversation conversation;

    WebSocketSession(Conversation conversation) {
        this.conversation = conversation;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        conversation.begin(ctx, RoomSocket.webSocket(ctx.channel(), false));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
        while (PacketReader.next(bytes) instanceof PacketReader.Whole whole) {
            conversation.receive(whole.packet());
        }
        if (PacketReader.next(bytes) instanceof PacketReader.Malformed) {
            conversation.malformed();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        conversation.end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        log.debug("{} is closed", ctx.channel(), cause);
        ctx.close();
    }
}
