package dev.danmaku.simulator.kuaishou;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;

import dev.danmaku.simulator.kuaishou.wire.CSWebEnterRoom;
import dev.danmaku.simulator.kuaishou.wire.CSWebHeartbeat;
import dev.danmaku.simulator.kuaishou.wire.PayloadType;
import dev.danmaku.simulator.kuaishou.wire.SCWebEnterRoomAck;
import dev.danmaku.simulator.kuaishou.wire.SCWebError;
import dev.danmaku.simulator.kuaishou.wire.SCWebHeartbeatAck;
import dev.danmaku.simulator.kuaishou.wire.SocketMessage;
import dev.danmaku.simulator.net.EntryLimit;
import dev.danmaku.simulator.net.RoomVisitor;
import dev.danmaku.simulator.room.DropManner;
import dev.danmaku.simulator.room.EntryRefusal;
import dev.danmaku.simulator.room.RoomSocket;
import dev.danmaku.simulator.room.SimulatedPlatform;
import dev.danmaku.simulator.room.WireFrame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.channel.ChannelHandlerContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;

/** The conversation on one socket: enter within the limit, then heartbeats until someone leaves. */
final class KuaishouSession extends RoomVisitor<ByteBuf> {
    private static final Logger log = LoggerFactory.getLogger(KuaishouSession.class);
    /** The real codes are not published; these are the simulator's own. */
    private static final int BAD_TOKEN = 1001;

    private static final int NO_SUCH_STREAM = 1002;

    private final SimulatedPlatform platform;
    private final KuaishouOptions options;
    private boolean asked;
    /** Set on the room's loop, read on the socket's. */
    private volatile boolean ignored;

    KuaishouSession(SimulatedPlatform platform, KuaishouOptions options) {
        super(false);
        this.platform = platform;
        this.options = options;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        EntryLimit.closeUnless(() -> asked, ctx, options.enterWithin());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf message) throws IOException {
        try (var bytes = new ByteBufInputStream(message)) {
            receive(ctx, SocketMessage.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            log.debug("{} sent what cannot be read", ctx.channel(), e);
        }
    }

    private void receive(ChannelHandlerContext ctx, SocketMessage message)
            throws InvalidProtocolBufferException {
        switch (message.getPayloadType()) {
            case CS_ENTER_ROOM -> enter(ctx, CSWebEnterRoom.parseFrom(message.getPayload()));
            case CS_HEARTBEAT -> beat(CSWebHeartbeat.parseFrom(message.getPayload()), ctx);
            case CS_USER_EXIT -> ourSocket(ctx).drop(DropManner.CLOSE);
            default ->
                log.debug(
                        "{} sent a message of type {}",
                        ctx.channel(),
                        message.getPayloadTypeValue());
        }
    }

    private void enter(ChannelHandlerContext ctx, CSWebEnterRoom wanted) {
        if (asked) {
            return;
        }
        asked = true;
        var client = ourSocket(ctx);
        var found = platform.findByStream(wanted.getLiveStreamId());
        if (found.isEmpty()) {
            refuse(client, options.entryRefusal(), NO_SUCH_STREAM, "直播已结束");
            return;
        }
        var objection = found.get().objection(wanted.getToken());
        if (objection.isPresent()) {
            refuse(client, objection.get(), BAD_TOKEN, "登录信息已过期");
            return;
        }
        room = found.get();
        room.enter(client, wanted.getLiveStreamId(), entry -> {
            switch (entry) {
                case JOINED -> send(client, PayloadType.SC_ENTER_ROOM_ACK, welcome());
                case IGNORED -> ignored = true;
                case NO_SUCH_STREAM ->
                    refuse(client, options.entryRefusal(), NO_SUCH_STREAM, "直播已结束");
                case FULL -> client.drop(DropManner.RESET);
            }
        });
    }

    private void beat(CSWebHeartbeat heartbeat, ChannelHandlerContext ctx) {
        var client = ourSocket(ctx);
        client.heard();
        var mute = room != null && room.faults().mutesHeartbeats();
        if (!mute && !ignored) {
            send(
                    client,
                    PayloadType.SC_HEARTBEAT_ACK,
                    SCWebHeartbeatAck.newBuilder()
                            .setTimestamp(platform.clock().millis())
                            .setClientTimestamp(heartbeat.getTimestamp())
                            .build());
        }
    }

    private void refuse(RoomSocket client, EntryRefusal how, int code, String message) {
        switch (how) {
            case SILENT -> ignored = true;
            case ERROR -> {
                send(
                        client,
                        PayloadType.SC_ERROR,
                        SCWebError.newBuilder().setCode(code).setMsg(message).build());
                client.drop(DropManner.CLOSE);
            }
            case ABRUPT -> client.drop(DropManner.EOF);
        }
    }

    private SCWebEnterRoomAck welcome() {
        return SCWebEnterRoomAck.newBuilder()
                .setMinReconnectMs(options.minReconnect().toMillis())
                .setMaxReconnectMs(options.maxReconnect().toMillis())
                .setHeartbeatIntervalMs(options.heartbeatInterval().toMillis())
                .build();
    }

    private void send(RoomSocket client, PayloadType type, MessageLite payload) {
        client.sendOnce(
                WireFrame.binary(Envelope.plain(type, payload, platform.clock().millis())));
    }
}
