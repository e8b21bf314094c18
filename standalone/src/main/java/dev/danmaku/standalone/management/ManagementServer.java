package dev.danmaku.standalone.management;

import dev.danmaku.config.ManagementSettings;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Answers what machines ask, on one thread that nothing else uses. A connection is for one question and has a few seconds; where too many
 * are open, the oldest goes: whoever holds connections open keeps nobody else from being answered.
 */
final class ManagementServer implements AutoCloseable {
    static final int MAX_CONNECTIONS = 64;
    static final Duration LIFETIME = Duration.ofSeconds(5);

    private static final int MAX_LINE_BYTES = 1024;
    private static final int MAX_HEADER_BYTES = 8 * 1024;
    private static final int MAX_CHUNK_BYTES = 8 * 1024;
    private static final long CLOSE_MILLIS = 1000;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("management", true), NioIoHandler.newFactory());
    /** The oldest first. Touched by the one thread only. */
    private final Deque<Channel> open = new ArrayDeque<>();

    private final Health health;
    private final Numbers numbers;
    private final Channel listening;

    private ManagementServer(ManagementSettings settings, Health health, Numbers numbers) {
        this.health = health;
        this.numbers = numbers;
        var bound = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        begin(channel);
                    }
                })
                .bind(settings.address(), settings.port())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            close();
            throw new IllegalStateException(
                    "port %d of %s cannot be listened on (%s): danmaku.management.port names another"
                            .formatted(
                                    settings.port(),
                                    settings.address(),
                                    bound.cause().getMessage()),
                    bound.cause());
        }
        this.listening = bound.channel();
    }

    /** @throws IllegalStateException if the port is taken */
    static ManagementServer start(ManagementSettings settings, Health health, Numbers numbers) {
        return new ManagementServer(settings, health, numbers);
    }

    private void begin(SocketChannel channel) {
        open.add(channel);
        channel.closeFuture().addListener(closed -> open.remove(channel));
        if (open.size() > MAX_CONNECTIONS) {
            open.getFirst().close();
        }
        channel.eventLoop()
                .schedule(() -> channel.close(), LIFETIME.toMillis(), TimeUnit.MILLISECONDS);
        channel.pipeline()
                .addLast(new HttpServerCodec(new HttpDecoderConfig()
                        .setMaxInitialLineLength(MAX_LINE_BYTES)
                        .setMaxHeaderSize(MAX_HEADER_BYTES)
                        .setMaxChunkSize(MAX_CHUNK_BYTES)))
                .addLast(new OneQuestion(health, numbers));
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_MILLIS);
    }
}
