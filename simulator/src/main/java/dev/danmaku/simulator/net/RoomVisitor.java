package dev.danmaku.simulator.net;

import dev.danmaku.simulator.room.RoomSocket;
import dev.danmaku.simulator.room.SimulatedRoom;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionEncoder;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a socket's pipeline: speaks with one client, who is in one room at the most, and leaves it with the socket. */
public abstract class RoomVisitor<M> extends SimpleChannelInboundHandler<M> {
    private static final Logger log = LoggerFactory.getLogger(RoomVisitor.class);

    private final boolean tcp;
    private @Nullable RoomSocket socket;
    /** Where the client is; null before it entered. */
    protected @Nullable SimulatedRoom room;

    /** @param tcp or else WebSocket */
    protected RoomVisitor(boolean tcp) {
        this.tcp = tcp;
    }

    /** Made at the first message, when it is known whether compression was agreed on. */
    protected final RoomSocket ourSocket(ChannelHandlerContext ctx) {
        if (socket == null) {
            var compressing = ctx.pipeline().get(WebSocketExtensionEncoder.class) != null;
            socket = tcp
                    ? RoomSocket.tcp(ctx.channel())
                    : RoomSocket.webSocket(ctx.channel(), compressing);
        }
        return socket;
    }

    @Override
    public final void channelInactive(ChannelHandlerContext ctx) {
        if (room != null && socket != null) {
            room.leave(socket);
        }
    }

    @Override
    public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        log.debug("{} is closed", ctx.channel(), cause);
        ctx.close();
    }
}
