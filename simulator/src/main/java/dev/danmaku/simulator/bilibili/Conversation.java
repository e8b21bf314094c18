package dev.danmaku.simulator.bilibili;

import dev.danmaku.simulator.bilibili.BilibiliOptions.Echo;
import dev.danmaku.simulator.bilibili.BilibiliOptions.TooMany;
import dev.danmaku.simulator.net.EntryLimit;
import dev.danmaku.simulator.room.DropManner;
import dev.danmaku.simulator.room.EntryRefusal;
import dev.danmaku.simulator.room.RoomSocket;
import dev.danmaku.simulator.room.SimulatedPlatform;
import dev.danmaku.simulator.room.SimulatedRoom;
import dev.danmaku.simulator.room.WireFrame;

import io.netty.channel.ChannelHandlerContext;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * What is said on one socket, whatever carries it: auth within the limit, then heartbeats until someone leaves. Called
 * on the socket's loop.
 */
final class Conversation {
    private static final Logger log = LoggerFactory.getLogger(Conversation.class);
    /** The figure was given up years ago. */
    private static final int POPULARITY = 1;

    private final SimulatedPlatform platform;
    private final BilibiliOptions options;
    private final AddressBook addresses;
    private final Echo echo;
    private @Nullable RoomSocket socket;
    private @Nullable SimulatedRoom room;
    private boolean asked;
    private boolean oneTooMany;
    /** Set on the room's loop, read on the socket's. */
    private volatile boolean ignored;

    /** @param echo what heartbeat replies repeat on this transport */
    Conversation(
            SimulatedPlatform platform, BilibiliOptions options, AddressBook addresses, Echo echo) {
        this.platform = platform;
        this.options = options;
        this.addresses = addresses;
        this.echo = echo;
    }

    /** A new connection. */
    void begin(ChannelHandlerContext ctx, RoomSocket client) {
        socket = client;
        var address = address(ctx);
        oneTooMany = addresses.opened(address);
        ctx.channel().closeFuture().addListener(closed -> addresses.closed(address));
        if (oneTooMany && options.tooMany() == TooMany.RESET) {
            client.drop(DropManner.RESET);
            return;
        }
        EntryLimit.closeUnless(() -> asked, ctx, options.authWithin());
    }

    void receive(Packet packet) {
        var client = socket;
        if (client == null) {
            return;
        }
        if (!asked) {
            asked = true;
            if (packet.operation() == Packet.AUTH) {
                enter(client, packet.body());
            } else {
                client.drop(DropManner.CLOSE);
            }
            return;
        }
        switch (packet.operation()) {
            case Packet.HEARTBEAT -> beat(client, packet.body());
            // What an ack holds is not known; nobody answers it.
            case Packet.ACK -> log.debug("an ack of {} bytes", packet.body().length);
            default -> log.debug("operation {} from a client", packet.operation());
        }
    }

    /** The client's bytes are no packets. */
    void malformed() {
        if (socket != null) {
            socket.drop(DropManner.CLOSE);
        }
    }

    void end() {
        if (room != null && socket != null) {
            room.leave(socket);
        }
    }

    private void enter(RoomSocket stranger, byte[] body) {
        var read = Auth.read(body);
        if (read.isEmpty()) {
            stranger.drop(DropManner.CLOSE);
            return;
        }
        var auth = read.get();
        var client = stranger.in(BilibiliWire.form(auth.packing()));
        socket = client;
        if (oneTooMany) {
            turnAway(client);
            return;
        }
        if (auth.key().isEmpty() && options.keyRequired()) {
            client.drop(DropManner.EOF);
            return;
        }
        var found = platform.find(auth.roomId());
        if (found.isEmpty()) {
            refuse(client, options.entryRefusal());
            return;
        }
        var objection = found.get().objection(Hosts.minted(auth.key()));
        if (objection.isPresent() && !auth.key().isEmpty()) {
            refuse(client, objection.get());
            return;
        }
        if (auth.buvid().isEmpty() && options.buvidRequired()) {
            reply(client, Code.OK);
            return;
        }
        room = found.get();
        room.enter(client, entry -> {
            switch (entry) {
                case JOINED -> reply(client, Code.OK);
                case IGNORED -> ignored = true;
                case NO_SUCH_STREAM -> refuse(client, options.entryRefusal());
                case FULL -> client.drop(DropManner.RESET);
            }
        });
    }

    private void beat(RoomSocket client, byte[] body) {
        client.heard();
        var mute = room != null && room.faults().mutesHeartbeats();
        if (!mute && !ignored) {
            client.sendOnce(WireFrame.binary(heartbeatReply(body)));
        }
    }

    private byte[] heartbeatReply(byte[] said) {
        var echoed = echo == Echo.NONE ? new byte[0] : said;
        var body = ByteBuffer.allocate(Integer.BYTES + echoed.length)
                .putInt(POPULARITY)
                .put(echoed)
                .array();
        var counted = echo == Echo.COUNTED ? body.length : Integer.BYTES;
        return Packet.of(
                Packet.HEADER_BYTES + counted, Packet.CONTROL, Packet.HEARTBEAT_REPLY, body);
    }

    private void turnAway(RoomSocket client) {
        if (options.tooMany() == TooMany.AUTH_CODE) {
            reply(client, Code.TOO_MANY_SOCKETS);
            client.drop(DropManner.CLOSE);
        } else {
            client.drop(DropManner.EOF);
        }
    }

    private void refuse(RoomSocket client, EntryRefusal how) {
        switch (how) {
            case SILENT -> ignored = true;
            case ERROR -> {
                reply(client, Code.NO_LOGIN);
                client.drop(DropManner.CLOSE);
            }
            case ABRUPT -> client.drop(DropManner.EOF);
        }
    }

    private void reply(RoomSocket client, int code) {
        client.sendOnce(WireFrame.binary(BilibiliWire.authReply(code, options.authReplyVersion())));
    }

    private static InetAddress address(ChannelHandlerContext ctx) {
        return ((InetSocketAddress) ctx.channel().remoteAddress()).getAddress();
    }
}
