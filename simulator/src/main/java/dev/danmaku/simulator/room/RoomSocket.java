package dev.danmaku.simulator.room;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.TimeUnit;

/** A client's WebSocket or TCP connection as a room sees it. Any thread may send; Netty keeps each sender's order. */
public final class RoomSocket {
    private static final Logger log = LoggerFactory.getLogger(RoomSocket.class);
    private static final int NORMAL_CLOSURE = 1000;
    private static final int CLOSING_SECONDS = 2;

    private final Channel channel;
    private final Transport transport;
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean mute;
    private final int form;
    private volatile Slice slice = Slice.ALL;
    private boolean joined;

    private enum Transport {
        WEB_SOCKET,
        DEFLATED_WEB_SOCKET,
        TCP
    }

    private RoomSocket(Channel channel, Transport transport, int form) {
        this.channel = channel;
        this.transport = transport;
        this.form = form;
    }

    /** @param compressing whether permessage-deflate was agreed on */
    public static RoomSocket webSocket(Channel channel, boolean compressing) {
        return new RoomSocket(
                channel, compressing ? Transport.DEFLATED_WEB_SOCKET : Transport.WEB_SOCKET, 0);
    }

    public static RoomSocket tcp(Channel channel) {
        return new RoomSocket(channel, Transport.TCP, 0);
    }

    /** The same for a socket that asked for another form; this one is not to be used any more. */
    public RoomSocket in(int form) {
        return new RoomSocket(channel, transport, form);
    }

    /** In which of its wire's forms it is spoken to. */
    int form() {
        return form;
    }

    /** Hear only this of the room's chat from now on. */
    public void hearOnly(Slice slice) {
        this.slice = slice;
    }

    Slice slice() {
        return slice;
    }

    /** Nothing is sent any more; the socket stays open. */
    void mute() {
        mute = true;
    }

    /** The client sent something. */
    public void heard() {
        heardNanos = System.nanoTime();
    }

    /** The room's own note; kept on its home loop. */
    boolean joined() {
        return joined;
    }

    void joined(boolean joined) {
        this.joined = joined;
    }

    boolean silentSince(long nanos) {
        return heardNanos - nanos < 0;
    }

    /** True once the client reads so slowly that the bound of what waits for it is reached. */
    boolean clogged() {
        return channel.isActive() && !channel.isWritable();
    }

    /** Writes and flushes; the frame stays the caller's. */
    public void send(WireFrame frame) {
        if (mute) {
            return;
        }
        Object bytes = switch (transport) {
            case DEFLATED_WEB_SOCKET ->
                frame.payload().isReadable()
                        ? new BinaryWebSocketFrame(frame.payload().retainedDuplicate())
                        : frame.bytes().retainedDuplicate();
            case WEB_SOCKET -> frame.bytes().retainedDuplicate();
            case TCP -> frame.stream().retainedDuplicate();
        };
        channel.writeAndFlush(bytes, channel.voidPromise());
    }

    /** Writes, flushes and lets go of the frame. */
    public void sendOnce(WireFrame frame) {
        send(frame);
        frame.release();
    }

    public void drop(DropManner manner) {
        switch (manner) {
            case CLOSE -> {
                if (transport == Transport.TCP) {
                    channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                            .addListener(ChannelFutureListener.CLOSE);
                    return;
                }
                // The client answers with a close frame of its own; closing before that could cost
                // ours by a reset.
                channel.writeAndFlush(
                        WireFrame.close(NORMAL_CLOSURE).bytes(), channel.voidPromise());
                channel.eventLoop()
                        .schedule(() -> channel.close(), CLOSING_SECONDS, TimeUnit.SECONDS);
            }
            case EOF -> channel.close();
            case RESET -> channel.eventLoop().execute(() -> reset(channel));
        }
    }

    /** Ends the TCP stream by a reset. Called on the socket's own loop. */
    public static void reset(Channel channel) {
        try {
            if (channel.isOpen()) {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
            }
        } catch (ChannelException e) {
            log.debug("{} was gone before it could be reset", channel, e);
        }
        channel.close();
    }
}
