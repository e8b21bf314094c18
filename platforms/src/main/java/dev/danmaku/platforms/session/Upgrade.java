package dev.danmaku.platforms.session;

import dev.danmaku.platforms.SessionEnd;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Turns a fresh connection into a WebSocket and steps out of the way. No compression is offered: an inflater for each room
 * would cost more memory than the rest of it.
 */
final class Upgrade extends SimpleChannelInboundHandler<FullHttpResponse> {
    static final String NAME = "upgrade";

    private final WebSocketClientHandshaker handshaker;
    private final Duration timeout;
    private final Consumer<ChannelHandlerContext> opened;
    private final Consumer<SessionEnd> failed;
    private final boolean overTls;

    private @Nullable ScheduledFuture<?> deadline;
    private boolean done;

    /**
     * @param timeout from the connection to the open socket
     * @param opened called once the socket is open, before anything that came with the answer is read
     */
    Upgrade(
            URI host,
            SocketRules rules,
            Duration timeout,
            Consumer<ChannelHandlerContext> opened,
            Consumer<SessionEnd> failed) {
        this.timeout = timeout;
        this.opened = opened;
        this.failed = failed;
        overTls = "wss".equals(host.getScheme());
        var headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.ORIGIN, rules.origin());
        headers.set(HttpHeaderNames.USER_AGENT, rules.userAgent());
        handshaker = WebSocketClientHandshakerFactory.newHandshaker(
                host,
                WebSocketVersion.V13,
                null,
                false,
                headers,
                rules.maxMessageBytes(),
                true,
                false);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        deadline = ctx.executor()
                .schedule(
                        () -> fail(
                                new SessionEnd.Lost("not open within " + Texts.seconds(timeout))),
                        timeout.toNanos(),
                        TimeUnit.NANOSECONDS);
        if (!overTls) {
            handshake(ctx);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent tls) {
            if (tls.isSuccess()) {
                handshake(ctx);
            } else {
                fail(new SessionEnd.Lost("no TLS: " + tls.cause().getMessage()));
            }
        } else if (!(event instanceof SslCompletionEvent)) {
            ctx.fireUserEventTriggered(event);
        }
    }

    private void handshake(ChannelHandlerContext ctx) {
        handshaker.handshake(ctx.channel()).addListener(written -> {
            if (!written.isSuccess()) {
                fail(new SessionEnd.Lost("could not ask for a WebSocket: " + written.cause()));
            }
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse answer) {
        var status = answer.status();
        if (!status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            fail(refusal(status));
            return;
        }
        try {
            handshaker.finishHandshake(ctx.channel(), answer);
        } catch (WebSocketHandshakeException e) {
            fail(new SessionEnd.Lost("no WebSocket: " + e.getMessage()));
            return;
        }
        done();
        opened.accept(ctx);
        ctx.pipeline().remove(this);
    }

    /** An error of ours will not get better by asking again; one of theirs, or 'too many', may. */
    private static SessionEnd refusal(HttpResponseStatus status) {
        var reason = "no WebSocket: HTTP " + status.code();
        return status.code() / 100 == 4 && status.code() != 429
                ? new SessionEnd.Refused(reason)
                : new SessionEnd.Lost(reason);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(new SessionEnd.Lost("closed before the WebSocket was open"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(new SessionEnd.Lost("no WebSocket: " + cause.getMessage()));
    }

    private void fail(SessionEnd end) {
        if (!done) {
            done();
            failed.accept(end);
        }
    }

    private void done() {
        done = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
    }
}
