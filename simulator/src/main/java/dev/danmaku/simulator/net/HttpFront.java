package dev.danmaku.simulator.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Takes every HTTP request to whom it may concern. */
@Sharable
final class HttpFront extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger log = LoggerFactory.getLogger(HttpFront.class);

    private final Site site;
    private final Control control;

    HttpFront(Site site, Control control) {
        this.site = site;
        this.control = control;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest http) {
        var client = ctx.channel();
        var request = Request.of(http, ownAddress(client));
        if (http.headers()
                .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            if (site.upgrades(request.path())) {
                new Upgrade(site).answer(ctx, http);
                return;
            }
        }
        var keepAlive = HttpUtil.isKeepAlive(http);
        if (control.owns(request.path())) {
            control.answer(request).thenAccept(answer -> write(client, answer, keepAlive));
        } else {
            var answer = site.answer(request)
                    .orElseGet(() -> Answer.text(
                            404,
                            "the simulated %s has no %s\n"
                                    .formatted(
                                            site.platform().platform().label(), request.path())));
            write(client, answer, keepAlive);
        }
    }

    static void write(Channel client, Answer answer, boolean keepAlive) {
        switch (answer) {
            case Answer.Nothing nothing -> log.debug("{} gets no answer", client);
            case Answer.Redirect redirect -> {
                var http = new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.FOUND, Unpooled.EMPTY_BUFFER);
                http.headers()
                        .set(HttpHeaderNames.LOCATION, redirect.location())
                        .set(HttpHeaderNames.CONTENT_LENGTH, 0);
                write(client, http, keepAlive);
            }
            case Answer.Reply reply -> {
                var body = Unpooled.copiedBuffer(reply.body(), StandardCharsets.UTF_8);
                var http = new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), body);
                http.headers()
                        .set(HttpHeaderNames.CONTENT_TYPE, reply.contentType())
                        .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                        .set(HttpHeaderNames.SET_COOKIE, reply.cookies());
                write(client, http, keepAlive);
            }
        }
    }

    private static void write(Channel client, FullHttpResponse http, boolean keepAlive) {
        HttpUtil.setKeepAlive(http, keepAlive);
        var written = client.writeAndFlush(http);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        log.debug("{} is closed", ctx.channel(), cause);
        ctx.close();
    }

    private static String ownAddress(Channel client) {
        var own = (InetSocketAddress) client.localAddress();
        return own.getAddress().getHostAddress() + ":" + own.getPort();
    }
}
