package dev.danmaku.platforms.bilibili;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.platforms.bilibili.lookup.RoomPass;
import dev.danmaku.platforms.lookup.Json;
import dev.danmaku.platforms.session.Dialogue;
import dev.danmaku.platforms.session.Line;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The conversation on an open socket: auth first, then a heartbeat at once and every 30 seconds.
 *
 * <pre>
 *   C: auth (op 7) {"uid":0,"roomid":545068,"protover":3,"buvid":"...","platform":"web","type":2,"key":"..."}
 *   S: auth reply (op 8) {"code":0}
 *   C: heartbeat (op 2)               S: heartbeat reply (op 3)
 *                                     S: message (op 5) ...
 * </pre>
 */
final class BilibiliDialogue implements Dialogue {
    static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(30);

    private static final int BROTLI_WANTED = 3;
    private static final int WEB_CLIENT = 2;
    private static final int NO_CODE = Integer.MIN_VALUE;
    /** Empty: a body would come back, uncounted by the packet's length, and break the framing of TCP. */
    private static final byte[] HEARTBEAT = Packet.of(Packet.HEARTBEAT, new byte[0]);

    private final RoomPass pass;
    private final String token;
    private final RoomMessages messages;
    private final IntConsumer strayBytes;
    /** Null for WebSocket, whose messages hold whole packets. */
    private final @Nullable TcpPackets stream;

    private boolean over;

    /**
     * @param strayBytes counts bytes that belong to no packet
     * @param tcp whether bytes come cut anywhere
     */
    BilibiliDialogue(
            RoomPass pass,
            String token,
            RoomMessages messages,
            IntConsumer strayBytes,
            boolean tcp) {
        this.pass = pass;
        this.token = token;
        this.messages = messages;
        this.strayBytes = strayBytes;
        stream = tcp ? new TcpPackets() : null;
    }

    @Override
    public void opened(Line line) {
        var body = new LinkedHashMap<String, Object>();
        body.put("uid", pass.uid());
        body.put("roomid", pass.room());
        body.put("protover", BROTLI_WANTED);
        if (pass.buvid() != null) {
            body.put("buvid", pass.buvid());
        }
        body.put("platform", "web");
        body.put("type", WEB_CLIENT);
        body.put("key", token);
        line.send(Packet.of(Packet.AUTH, Json.write(body).getBytes(UTF_8)));
    }

    @Override
    public void received(byte[] bytes, long nowMillis, Line line) {
        if (stream == null) {
            hear(Unpack.message(bytes), nowMillis, line);
            return;
        }
        stream.add(bytes);
        try {
            var packet = stream.next();
            while (packet != null) {
                hear(Unpack.packet(packet), nowMillis, line);
                packet = over ? null : stream.next();
            }
        } catch (MalformedFrame e) {
            // Nobody knows where the next packet would begin.
            end(new SessionEnd.Malformed(e.reason()), line);
        }
    }

    @Override
    public byte[] heartbeat(long nowMillis) {
        return HEARTBEAT.clone();
    }

    @Override
    public List<byte[]> goodBye() {
        return List.of();
    }

    private void hear(Unpacked unpacked, long nowMillis, Line line) {
        for (var packet : unpacked.packets()) {
            if (!over && packet.operation() == Packet.AUTH_REPLY) {
                answered(packet, line);
            }
        }
        if (over) {
            return;
        }
        var heard = messages.hear(unpacked, nowMillis, new Told(line));
        if (heard.trouble() == null || !heard.events().isEmpty()) {
            line.heard(heard.events());
        }
        if (heard.trouble() != null) {
            line.malformed(heard.trouble());
        }
    }

    private void answered(Packet reply, Line line) {
        var code = code(reply);
        if (code == 0) {
            line.joined(HEARTBEAT_INTERVAL);
            line.send(HEARTBEAT.clone());
        } else if (code == NO_CODE) {
            end(new SessionEnd.Refused("an auth reply that we cannot read"), line);
        } else {
            var meaning = code == -101 ? ": the token is wrong or too old" : "";
            end(new SessionEnd.Refused("auth code " + code + meaning), line);
        }
    }

    /** Old captures have an empty reply for yes. */
    private static int code(Packet reply) {
        if (reply.bodyLength() == 0) {
            return 0;
        }
        try {
            return PacketJson.read(reply).path("code").asInt(NO_CODE);
        } catch (MalformedFrame e) {
            return NO_CODE;
        }
    }

    private void end(SessionEnd how, Line line) {
        over = true;
        line.end(how);
    }

    /** What messages say beside their events, on its way to the line. */
    private final class Told implements Notes {
        private final Line line;

        private Told(Line line) {
            this.line = line;
        }

        @Override
        public void endHinted(String reason) {
            line.endHinted(reason);
        }

        @Override
        public void endUnhinted() {
            line.endUnhinted();
        }

        @Override
        public void unknown(String name) {
            line.unknown(name);
        }

        @Override
        public void stray(int bytes) {
            strayBytes.accept(bytes);
        }
    }
}
