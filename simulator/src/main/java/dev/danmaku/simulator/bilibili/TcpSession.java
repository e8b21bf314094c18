package dev.danmaku.simulator.bilibili;

import dev.danmaku.simulator.room.RoomSocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/** Packets end to end on plain TCP. A stray byte shifts all that follows: then the client is let go. */
final class TcpSession extends ByteToMessageDecoder {
    private static final Logger log = LoggerFactory.getLogger(TcpSession.class);

    private final Conversation conversation;
    private boolean malformed;

    TcpSession(Conversation conversation) {
        this.conversation = conversation;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        conversation.begin(ctx, RoomSocket.tcp(ctx.channel()));
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf bytes, List<Object> out) {
        if (malformed) {
            bytes.skipBytes(bytes.readableBytes());
            return;
        }
        switch (PacketReader.next(bytes)) {
            case PacketReader.Whole whole -> conversation.receive(whole.packet());
            case PacketReader.Partial partial -> {}
            case PacketReader.Malformed bad -> {
                malformed = true;
                conversation.malformed();
            }
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        conversation.end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        log.debug("{} is closed", ctx.channel(), cause);
        ctx.close();
    }
}
