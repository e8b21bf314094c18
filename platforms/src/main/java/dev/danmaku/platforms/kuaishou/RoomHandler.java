package dev.danmaku.platforms.kuaishou;

import dev.danmaku.platforms.RoomListener;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.platforms.UnknownMessages;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Clock;

/**
 * The conversation on an open socket: enters the room, hears it, and says how it ended, once. Owned by the channel's loop.
 *
 * <pre>
 *   entering --ack--> joined --303--> joined, end hinted --302--> joined
 *      |                 |                  |
 *      | error, close,   | error, close:    | close: StreamEnded
 *      | timeout:        | Lost             |
 *      | Refused         | silence: Silent  |
 * </pre>
 */
final class RoomHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
    static final String NAME = "room";
    /** One bad frame ends nothing; so many in a row, without a good one between them, do. */
    static final int MAX_BAD_IN_A_ROW = 5;

    private static final Logger LOG = LoggerFactory.getLogger(RoomHandler.class);

    private final byte[] enterRoom;
    private final RoomEvents events;
    private final Hearer hearer;
    private final UnknownMessages unknown;
    private final Pulse pulse;
    private final Clock clock;

    private boolean joined;
    private boolean endHinted;
    private boolean over;
    private int badInARow;
    private long lastErrorCode;
    private String closing = "the platform closed";

    /** Hears the room, and once how it ended; nothing after that. */
    interface Hearer extends RoomListener {
        void ended(SessionEnd end);
    }

    /** @param enterRoom the first frame to send */
    RoomHandler(
            byte[] enterRoom,
            RoomEvents events,
            Hearer hearer,
            UnknownMessages unknown,
            Pulse pulse,
            Clock clock) {
        this.enterRoom = enterRoom;
        this.events = events;
        this.hearer = hearer;
        this.unknown = unknown;
        this.pulse = pulse;
        this.clock = clock;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(binary(enterRoom));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        switch (frame) {
            case BinaryWebSocketFrame binary -> hear(ctx, ByteBufUtil.getBytes(binary.content()));
            case PingWebSocketFrame ping ->
                ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            case CloseWebSocketFrame close -> answerClose(ctx, close);
            // Pongs, and text: the protocol is binary; the site's own script ignores text too.
            default -> {}
        }
    }

    private void hear(ChannelHandlerContext ctx, byte[] bytes) {
        if (over) {
            return;
        }
        try {
            var frame = Frame.read(bytes);
            var message = Message.read(frame);
            var heard = events.of(message, frame.timeMillis(), clock.millis());
            badInARow = 0;
            react(ctx, message);
            if (joined && !over) {
                hearer.heard(heard);
            }
        } catch (MalformedFrame e) {
            badInARow++;
            LOG.debug("{} on {}", e.reason(), ctx.channel());
            if (badInARow >= MAX_BAD_IN_A_ROW) {
                end(new SessionEnd.Malformed(e.reason()));
            }
        }
    }

    private void react(ChannelHandlerContext ctx, Message message) {
        switch (message) {
            case Message.Joined(var interval) -> {
                if (!joined) {
                    joined = true;
                    pulse.joined(ctx.pipeline().context(pulse), interval);
                    hearer.joined();
                }
            }
            case Message.Failed failed -> {
                lastErrorCode = failed.code();
                end(
                        joined
                                ? new SessionEnd.Lost(failed.toString())
                                : new SessionEnd.Refused(failed.toString()));
            }
            case Message.TrafficZero(var name) -> {
                endHinted = true;
                if (joined) {
                    hearer.endHinted(name);
                }
            }
            case Message.Resumed _ -> endHinted = false;
            case Message.Info(var code, var text) -> LOG.debug("info {}: {}", code, text);
            case Message.Unread(var name) -> unknown.count(name);
            case Message.Alive _,
                    Message.FromClient _,
                    Message.Feed _,
                    Message.Audience _,
                    Message.RedPacks _,
                    Message.RichText _,
                    Message.Warning _ -> {}
        }
    }

    private void answerClose(ChannelHandlerContext ctx, CloseWebSocketFrame close) {
        if (over) {
            ctx.close();
            return;
        }
        closing = "the platform closed, code %d".formatted(close.statusCode());
        ctx.writeAndFlush(new CloseWebSocketFrame()).addListener(_ -> ctx.close());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!joined) {
            end(new SessionEnd.Refused(closing + " before it let us in"));
        } else if (endHinted) {
            end(new SessionEnd.StreamEnded(closing + " after no more came from the streamer"));
        } else {
            end(new SessionEnd.Lost(closing));
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case Pulse.JoinTimedOut(var limit) ->
                end(new SessionEnd.Refused("no ack within %s".formatted(Texts.seconds(limit))));
            case Pulse.Silence(var lasted) -> end(new SessionEnd.Silent(lasted));
            default -> ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (cause) {
            case TooLongFrameException _, CorruptedFrameException _ ->
                end(new SessionEnd.Malformed(String.valueOf(cause.getMessage())));
            case IOException _ -> end(new SessionEnd.Lost(String.valueOf(cause.getMessage())));
            default -> {
                LOG.error("A room's socket failed", cause);
                end(new SessionEnd.Lost(cause.toString()));
            }
        }
    }

    /** Says good-bye as a browser does. */
    static void sayGoodBye(Channel open) {
        open.write(binary(ClientFrames.userExit()));
        open.writeAndFlush(new CloseWebSocketFrame(1000, ""));
    }

    void hearNoMore() {
        over = true;
    }

    /** What the next socket to this broadcast is to know. */
    BroadcastMemory.Kept legacy() {
        return new BroadcastMemory.Kept(events.combos(), lastErrorCode);
    }

    private void end(SessionEnd end) {
        if (!over) {
            over = true;
            hearer.ended(end);
        }
    }

    private static BinaryWebSocketFrame binary(byte[] frame) {
        return new BinaryWebSocketFrame(Unpooled.wrappedBuffer(frame));
    }
}
