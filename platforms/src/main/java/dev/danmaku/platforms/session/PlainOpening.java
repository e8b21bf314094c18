package dev.danmaku.platforms.session;

import dev.danmaku.platforms.SessionEnd;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import java.util.function.Consumer;

/** A fresh TCP connection is open as it is: says so and steps out of the way. */
final class PlainOpening extends ChannelInboundHandlerAdapter {
    private final Consumer<ChannelHandlerContext> opened;
    private final Consumer<SessionEnd> failed;

    PlainOpening(Consumer<ChannelHandlerContext> opened, Consumer<SessionEnd> failed) {
        this.opened = opened;
        this.failed = failed;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        opened.accept(ctx);
        ctx.pipeline().remove(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failed.accept(new SessionEnd.Lost("no connection: " + cause.getMessage()));
    }
}
