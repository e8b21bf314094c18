package dev.danmaku.platforms.session;

import dev.danmaku.event.Event;
import dev.danmaku.platforms.RoomListener;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.platforms.UnknownMessages;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * An open socket: lets the platform's dialogue speak and hear, and says how it ended, once. Owned by the channel's loop.
 *
 * <pre>
 *   entering --joined--> joined --end hinted--> joined, end hinted --unhinted--> joined
 *      |                    |                      |
 *      | close, timeout:    | close: Lost          | close: StreamEnded
 *      | Refused            | silence: Silent      |
 * </pre>
 */
final class Conversation extends SimpleChannelInboundHandler<Object> implements Line {
    static final String NAME = "room";
    /** One bad message ends nothing; so many in a row, without a good one between them, do. */
    static final int MAX_BAD_IN_A_ROW = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final Dialogue dialogue;
    private final Packing packing;
    private final Hearer hearer;
    private final UnknownMessages unknown;
    private final Pulse pulse;
    private final Clock clock;

    private @Nullable ChannelHandlerContext ctx;
    private boolean joined;
    private boolean endHinted;
    private boolean over;
    private @Nullable String badReason;
    private int badInARow;
    private String closing = "the platform closed";

    /** Hears the room, and once how it ended; nothing after that. */
    interface Hearer extends RoomListener {
        void ended(SessionEnd end);
    }

    Conversation(
            Dialogue dialogue,
            Packing packing,
            Hearer hearer,
            UnknownMessages unknown,
            Pulse pulse,
            Clock clock) {
        this.dialogue = dialogue;
        this.packing = packing;
        this.hearer = hearer;
        this.unknown = unknown;
        this.pulse = pulse;
        this.clock = clock;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        this.ctx = ctx;
        dialogue.opened(this);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Object message) {
        switch (message) {
            case BinaryWebSocketFrame binary -> hear(binary.content());
            case ByteBuf bytes -> hear(bytes);
            case PingWebSocketFrame ping ->
                ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            case CloseWebSocketFrame close -> answerClose(ctx, close);
            // Pongs, and text: the protocols are binary, and the sites' own scripts ignore text
            // too.
            default -> {}
        }
    }

    private void hear(ByteBuf content) {
        if (over) {
            return;
        }
        badReason = null;
        dialogue.received(ByteBufUtil.getBytes(content), clock.millis(), this);
        if (badReason == null) {
            badInARow = 0;
        } else if (++badInARow >= MAX_BAD_IN_A_ROW) {
            end(new SessionEnd.Malformed(badReason));
        }
    }

    @Override
    public void send(byte[] frame) {
        if (ctx != null && !over) {
            ctx.writeAndFlush(packing.pack(frame));
        }
    }

    @Override
    public void joined(Duration heartbeatInterval) {
        if (!joined && !over && ctx != null) {
            joined = true;
            pulse.joined(ctx.pipeline().context(pulse), heartbeatInterval);
            hearer.joined();
        }
    }

    @Override
    public void heard(List<Event> events) {
        if (joined && !over) {
            hearer.heard(events);
        }
    }

    @Override
    public void endHinted(String reason) {
        endHinted = true;
        if (joined && !over) {
            hearer.endHinted(reason);
        }
    }

    @Override
    public void endUnhinted() {
        endHinted = false;
    }

    @Override
    public void unknown(String name) {
        unknown.count(name);
    }

    @Override
    public void malformed(String reason) {
        badReason = reason;
        LOG.debug("{} on {}", reason, ctx == null ? "a closed socket" : ctx.channel());
    }

    @Override
    public void end(SessionEnd how) {
        if (!over) {
            over = true;
            hearer.ended(how);
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

    /** Says good-bye, in a WebSocket as a browser does. */
    void sayGoodBye(Channel open) {
        dialogue.goodBye().forEach(frame -> open.write(packing.pack(frame)));
        if (packing == Packing.WEBSOCKET) {
            open.write(new CloseWebSocketFrame(1000, ""));
        }
        open.flush();
    }

    void hearNoMore() {
        over = true;
        dialogue.over();
    }
}
