package dev.danmaku.simulator.net;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.util.concurrent.TimeUnit;

/** The event loops and the kind of sockets they drive: the system's own where there is one, else NIO. */
public record Loops(
        MultiThreadIoEventLoopGroup group, Class<? extends ServerSocketChannel> serverChannel) {

    private static final int STOP_SECONDS = 5;

    public static Loops start(int threads) {
        if (Epoll.isAvailable()) {
            return new Loops(
                    group(threads, EpollIoHandler.newFactory()), EpollServerSocketChannel.class);
        }
        if (KQueue.isAvailable()) {
            return new Loops(
                    group(threads, KQueueIoHandler.newFactory()), KQueueServerSocketChannel.class);
        }
        return new Loops(group(threads, NioIoHandler.newFactory()), NioServerSocketChannel.class);
    }

    /** Lets running tasks finish, then ends the threads. */
    public void stop() {
        group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static MultiThreadIoEventLoopGroup group(int threads, IoHandlerFactory io) {
        return new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("simulator-io", true), io);
    }
}
