package dev.danmaku.simulator.net;

import dev.danmaku.simulator.room.RoomSocket;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketServerCompressionHandler;
import io.netty.util.concurrent.GlobalEventExecutor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** A listening socket and everything that came in through it. */
final class ServerPort implements AutoCloseable {
    /** The largest request body. */
    private static final int MAX_BODY_BYTES = 1 << 20;
    /** The most that may wait for a client that reads too slowly; then its socket is reset. */
    private static final int MAX_WAITING_BYTES = 8 << 20;
    /** Thousands of clients may come back at once; the system cuts this to its own maximum. */
    private static final int BACKLOG = 16_384;

    private final Channel server;
    private final ChannelGroup clients;

    private ServerPort(Channel server, ChannelGroup clients) {
        this.server = server;
        this.clients = clients;
    }

    /** @throws IOException if the address cannot be bound */
    static ServerPort http(Loops loops, InetSocketAddress address, Site site, Control control)
            throws IOException {
        var front = new HttpFront(site, control);
        return open(
                loops,
                address,
                client -> client.pipeline()
                        .addLast("http", new HttpServerCodec())
                        .addLast("body", new HttpObjectAggregator(MAX_BODY_BYTES))
                        .addLast("deflate", new WebSocketServerCompressionHandler(MAX_BODY_BYTES))
                        .addLast("front", front));
    }

    /**
     * Every connection is a socket of the site at once; one too many, or while the site refuses, is reset.
     *
     * @throws IOException if the address cannot be bound
     */
    static ServerPort tcp(Loops loops, InetSocketAddress address, TcpSite site) throws IOException {
        return open(loops, address, client -> {
            var platform = site.platform();
            var faults = platform.faults();
            if (faults.refusal().isPresent()
                    || !platform.totals()
                            .tryOpen(faults.connectionLimit().orElse(Integer.MAX_VALUE))) {
                platform.totals().refused();
                RoomSocket.reset(client);
                return;
            }
            client.closeFuture().addListener(closed -> platform.totals().closed());
            client.pipeline().addLast("session", site.tcpSession());
        });
    }

    private static ServerPort open(
            Loops loops, InetSocketAddress address, Consumer<SocketChannel> setUp)
            throws IOException {
        var clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        var bound = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(MAX_WAITING_BYTES / 2, MAX_WAITING_BYTES))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        clients.add(client);
                        setUp.accept(client);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("the simulator cannot listen on " + address, bound.cause());
        }
        return new ServerPort(bound.channel(), clients);
    }

    int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    @Override
    public void close() {
        server.close().awaitUninterruptibly();
        clients.close().awaitUninterruptibly();
    }
}
