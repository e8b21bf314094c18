package dev.danmaku.platforms.net;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The event loops that carry all rooms of all platforms: the system's own transport where it fits, else Java's. */
public final class IoLoops implements AutoCloseable {
    private static final long QUIET_MILLIS = 0;
    private static final long SHUTDOWN_MILLIS = 3_000;

    private final EventLoopGroup group;
    private final Class<? extends SocketChannel> socketType;
    private final LoopLag lag = new LoopLag();
    private final AtomicInteger borrowers = new AtomicInteger();

    private IoLoops(
            int threads, IoHandlerFactory transport, Class<? extends SocketChannel> socketType) {
        this.socketType = socketType;
        group = new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("room-io", true), transport);
    }

    /** Threads start with their first socket. */
    public static IoLoops start(int threads) {
        if (Epoll.isAvailable()) {
            return new IoLoops(threads, EpollIoHandler.newFactory(), EpollSocketChannel.class);
        }
        if (KQueue.isAvailable()) {
            return new IoLoops(threads, KQueueIoHandler.newFactory(), KQueueSocketChannel.class);
        }
        return new IoLoops(threads, NioIoHandler.newFactory(), NioSocketChannel.class);
    }

    /** One more that will {@link #close}: the last one ends the threads. */
    public IoLoops lend() {
        borrowers.incrementAndGet();
        return this;
    }

    /** From now on it is known how late they are; that starts their threads. */
    public IoLoops watched() {
        group.forEach(lag::watch);
        return this;
    }

    /** How late the slowest loop was within the last seconds; nothing where they are not watched. */
    public Duration lag() {
        return lag.worst();
    }

    /** Since the loop that hangs longest last answered; nothing where they are not watched. */
    public Duration longestSilence() {
        return lag.longestSilence();
    }

    /** The loop of the next socket. */
    public EventLoop next() {
        return group.next();
    }

    public Class<? extends SocketChannel> socketType() {
        return socketType;
    }

    /** Gives back what {@link #lend} gave. Waits for the threads to end, some seconds at most, if it was the last. */
    @Override
    public void close() {
        if (borrowers.decrementAndGet() == 0) {
            group.shutdownGracefully(QUIET_MILLIS, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS)
                    .awaitUninterruptibly(SHUTDOWN_MILLIS);
        }
    }
}
