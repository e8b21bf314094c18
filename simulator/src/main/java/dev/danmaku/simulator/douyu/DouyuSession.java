package dev.danmaku.simulator.douyu;

import dev.danmaku.simulator.net.EntryLimit;
import dev.danmaku.simulator.net.RoomVisitor;
import dev.danmaku.simulator.room.DropManner;
import dev.danmaku.simulator.room.RoomSocket;
import dev.danmaku.simulator.room.SimulatedPlatform;
import dev.danmaku.simulator.room.SimulatedRoom;
import dev.danmaku.simulator.room.Slice;
import dev.danmaku.simulator.room.Stillness;
import dev.danmaku.simulator.room.WireFrame;

import io.netty.channel.ChannelHandlerContext;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The conversation on one connection: log in, join, heartbeats until someone leaves. Answers wait for the next flush.
 *
 * <pre>
 *   silent --loginreq--> answering --flush: loginres, pingreq--> welcomed --joingroup--> joined
 * </pre>
 *
 * A joingroup that comes while answering is kept for the flush over WebSocket, and lost over TCP.
 */
final class DouyuSession extends RoomVisitor<ClientMessage> {
    private static final Logger log = LoggerFactory.getLogger(DouyuSession.class);
    private static final int WRONG_ROOM = 204;
    private static final int SLICES = 4;

    private final SimulatedPlatform platform;
    private final DouyuOptions options;
    private final boolean tcp;
    private final List<Stt> answers = new ArrayList<>();
    private String asked = "";
    private boolean welcomed;
    private boolean ignored;
    private @Nullable ClientMessage waitingJoin;

    DouyuSession(SimulatedPlatform platform, DouyuOptions options, boolean tcp) {
        super(tcp);
        this.platform = platform;
        this.options = options;
        this.tcp = tcp;
    }

    /** Sockets in rooms are watched by their rooms. */
    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        EntryLimit.closeUnless(() -> room != null, ctx, options.heartbeatLimit());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ClientMessage message) {
        var client = ourSocket(ctx);
        client.heard();
        switch (message.type()) {
            case "loginreq" -> logIn(ctx, message);
            case "joingroup" -> wantJoin(client, message);
            case "mrkl" -> beat(ctx, Stt.type("mrkl"));
            case "keeplive" ->
                beat(
                        ctx,
                        Stt.type("keeplive")
                                .put("tick", message.field("tick"))
                                .put("uc", viewers()));
            case "logout" -> client.drop(DropManner.CLOSE);
            default -> log.debug("{} sent a {}", ctx.channel(), message.type());
        }
    }

    private void logIn(ChannelHandlerContext ctx, ClientMessage message) {
        if (!asked.isEmpty()) {
            return;
        }
        asked = message.field("roomid");
        if (!asked.matches(RoomJson.REAL_ID)) {
            answer(ctx, Stt.type("error").put("code", WRONG_ROOM));
            return;
        }
        var faults = platform.find(asked).map(SimulatedRoom::faults);
        if (faults.isPresent()
                && (faults.get().stalled(Stillness.NO_ENTRY)
                        || faults.get().stalled(Stillness.FROZEN))) {
            faults.get().usedStall();
            ignored = true;
            return;
        }
        answer(
                ctx,
                Welcome.loginres(ctx.channel().remoteAddress(), platform.clock().millis()));
        answer(ctx, Stt.type("pingreq").put("tick", platform.clock().millis()));
    }

    private void wantJoin(RoomSocket client, ClientMessage message) {
        if (welcomed) {
            join(client, message);
        } else if (!asked.isEmpty() && (!tcp || options.earlyJoin())) {
            waitingJoin = message;
        }
    }

    /** A room other than that of the login joins nothing, and nothing is said about it. */
    private void join(RoomSocket client, ClientMessage message) {
        var found = platform.find(asked);
        if (room != null || found.isEmpty() || !message.field("rid").equals(asked)) {
            return;
        }
        var group = message.field("gid");
        if (group.matches("[0-9]{1,9}")) {
            client.hearOnly(new Slice(Integer.parseInt(group) % SLICES, SLICES));
        }
        room = found.get();
        room.enter(client, entry -> {
            switch (entry) {
                case JOINED -> log.debug("{} joined {}", client, asked);
                case IGNORED, NO_SUCH_STREAM -> log.debug("{} hears nothing of {}", client, asked);
                case FULL -> client.drop(DropManner.RESET);
            }
        });
    }

    private void beat(ChannelHandlerContext ctx, Stt answer) {
        if (asked.isEmpty()) {
            return;
        }
        if (room == null || !room.faults().mutesHeartbeats()) {
            answer(ctx, answer);
        }
    }

    /** The first answer sets the flush off that carries it and those that come meanwhile. */
    private void answer(ChannelHandlerContext ctx, Stt message) {
        if (ignored) {
            return;
        }
        if (answers.isEmpty()) {
            ctx.executor()
                    .schedule(
                            () -> flush(ctx),
                            options.flushInterval().toNanos(),
                            TimeUnit.NANOSECONDS);
        }
        answers.add(message);
    }

    private void flush(ChannelHandlerContext ctx) {
        if (!ctx.channel().isActive()) {
            return;
        }
        var client = ourSocket(ctx);
        client.sendOnce(WireFrame.binary(Packet.all(answers, Set.of())));
        answers.clear();
        welcomed = !asked.isEmpty();
        if (waitingJoin != null) {
            join(client, waitingJoin);
            waitingJoin = null;
        }
    }

    private int viewers() {
        return room == null ? 0 : room.counts().joined();
    }
}
