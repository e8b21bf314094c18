package dev.danmaku.simulator.net;

import dev.danmaku.simulator.room.Refusal;
import dev.danmaku.simulator.room.RoomSocket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;

/** A request to become a WebSocket: turned away, or shaken hands on and given to the site's session. */
record Upgrade(Site site) {
    /** Clients of live rooms say little. */
    private static final int MAX_CLIENT_BYTES = 64 << 10;

    void answer(ChannelHandlerContext ctx, FullHttpRequest http) {
        var faults = site.platform().faults();
        var refusal = faults.refusal();
        if (refusal.isPresent()) {
            refuse(ctx, refusal.get());
        } else if (!site.admits(http.headers().get(HttpHeaderNames.ORIGIN, ""))) {
            refuse(ctx, Refusal.FORBIDDEN);
        } else if (!site.platform()
                .totals()
                .tryOpen(faults.connectionLimit().orElse(Integer.MAX_VALUE))) {
            refuse(ctx, Refusal.UNAVAILABLE);
        } else {
            ctx.channel()
                    .closeFuture()
                    .addListener(closed -> site.platform().totals().closed());
            shakeHands(ctx, http);
        }
    }

    private void refuse(ChannelHandlerContext ctx, Refusal refusal) {
        site.platform().totals().refused();
        switch (refusal) {
            case FORBIDDEN ->
                HttpFront.write(ctx.channel(), Answer.text(403, "Forbidden\n"), false);
            case UNAVAILABLE ->
                HttpFront.write(ctx.channel(), Answer.text(503, "Service Unavailable\n"), false);
            case RESET -> RoomSocket.reset(ctx.channel());
        }
    }

    private void shakeHands(ChannelHandlerContext ctx, FullHttpRequest http) {
        var handshaker = new WebSocketServerHandshakerFactory(
                        "ws:", site.subprotocol().orElse(null), true, MAX_CLIENT_BYTES)
                .newHandshaker(http);
        if (handshaker == null) {
            WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(ctx.channel());
            return;
        }
        ctx.pipeline()
                .addLast("whole", new WebSocketFrameAggregator(MAX_CLIENT_BYTES))
                .addLast("frames", new FrameBytes())
                .addLast("session", site.session());
        handshaker.handshake(ctx.channel(), http);
        ctx.pipeline().remove("front");
    }
}
