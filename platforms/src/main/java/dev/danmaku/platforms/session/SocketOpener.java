package dev.danmaku.platforms.session;

import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.platforms.net.Proxies;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.function.Consumer;

/** Connects to a host of the platform; makes a WebSocket of the connection where the host is one. */
final class SocketOpener {
    private static final int MAX_HANDSHAKE_BYTES = 16 << 10;
    /** We send heartbeats; a peer that takes none of them is not owed a queue. */
    private static final WriteBufferWaterMark SMALL_QUEUE =
            new WriteBufferWaterMark(8 << 10, 16 << 10);

    private final Surroundings around;
    private final URI host;
    private final Consumer<ChannelHandlerContext> opened;
    private final Consumer<SessionEnd> failed;

    /**
     * @param opened called when the socket is open, to add what hears it
     * @param failed called when it will not open; never after {@code opened}
     */
    SocketOpener(
            Surroundings around,
            URI host,
            Consumer<ChannelHandlerContext> opened,
            Consumer<SessionEnd> failed) {
        this.around = around;
        this.host = host;
        this.opened = opened;
        this.failed = failed;
    }

    static int port(URI host) {
        if (host.getPort() >= 0 || isTcp(host)) {
            return host.getPort();
        }
        return overTls(host) ? 443 : 80;
    }

    ChannelFuture open(EventLoop loop, InetSocketAddress address) {
        var timeout = around.settings().connectTimeout();
        var bootstrap = new Bootstrap()
                .group(loop)
                .channel(around.loops().socketType())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(timeout.toMillis()))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, SMALL_QUEUE)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel fresh) {
                        prepare(fresh);
                    }
                });
        if (address.isUnresolved()) {
            bootstrap.disableResolver();
        }
        var connecting = bootstrap.connect(address);
        connecting.addListener(connected -> {
            if (!connected.isSuccess()) {
                failed.accept(new SessionEnd.Lost("no connection to %s: %s"
                        .formatted(host.getHost(), connected.cause().getMessage())));
            }
        });
        return connecting;
    }

    /** The way through a proxy first; TLS where the host wants it, then HTTP for as long as the upgrade takes; nothing of it on plain TCP. */
    private void prepare(SocketChannel fresh) {
        var pipeline = fresh.pipeline();
        var settings = around.settings();
        var proxy = Proxies.handler(settings.proxy(), around.names(), settings.connectTimeout());
        if (proxy != null) {
            pipeline.addLast(proxy);
        }
        if (isTcp(host)) {
            pipeline.addLast(new PlainOpening(opened, failed));
            return;
        }
        if (overTls(host)) {
            pipeline.addLast(around.tls().newHandler(fresh.alloc(), host.getHost(), port(host)));
        }
        pipeline.addLast(new HttpClientCodec());
        pipeline.addLast(new HttpObjectAggregator(MAX_HANDSHAKE_BYTES));
        pipeline.addLast(
                Upgrade.NAME,
                new Upgrade(
                        host, around.rules(), around.settings().connectTimeout(), opened, failed));
    }

    /** What hears an open socket: whole messages, heartbeat, room. */
    static void addConversation(
            ChannelPipeline pipeline,
            SocketRules rules,
            Packing packing,
            Pulse pulse,
            Conversation conversation) {
        if (packing == Packing.WEBSOCKET) {
            pipeline.addLast(new WebSocketFrameAggregator(rules.maxMessageBytes()));
        }
        pipeline.addLast(Pulse.NAME, pulse).addLast(Conversation.NAME, conversation);
    }

    static Packing packing(URI host) {
        return isTcp(host) ? Packing.TCP : Packing.WEBSOCKET;
    }

    private static boolean isTcp(URI host) {
        return "tcp".equals(host.getScheme());
    }

    private static boolean overTls(URI host) {
        return "wss".equals(host.getScheme());
    }
}
