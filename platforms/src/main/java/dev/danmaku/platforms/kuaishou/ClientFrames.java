package dev.danmaku.platforms.kuaishou;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;

import dev.danmaku.platforms.kuaishou.wire.CSWebEnterRoom;
import dev.danmaku.platforms.kuaishou.wire.CSWebHeartbeat;
import dev.danmaku.platforms.kuaishou.wire.PayloadType;
import dev.danmaku.platforms.kuaishou.wire.SocketMessage;

/** What we send. As a browser's, our envelopes have only fields 1 and 3. */
final class ClientFrames {
    // 08 ca 01: type 202; 1a 00: an empty payload, there all the same, as the site's own script
    // sends it.
    private static final byte[] USER_EXIT = {0x08, (byte) 0xca, 0x01, 0x1a, 0x00};

    private ClientFrames() {}

    static byte[] enterRoom(CSWebEnterRoom body) {
        return envelope(PayloadType.CS_ENTER_ROOM, body);
    }

    /** @param nowMillis Unix milliseconds; comes back in the answer */
    static byte[] heartbeat(long nowMillis) {
        return envelope(
                PayloadType.CS_HEARTBEAT,
                CSWebHeartbeat.newBuilder().setTimestamp(nowMillis).build());
    }

    static byte[] userExit() {
        return USER_EXIT.clone();
    }

    private static byte[] envelope(PayloadType type, MessageLite body) {
        return SocketMessage.newBuilder()
                .setPayloadType(type)
                .setPayload(ByteString.copyFrom(body.toByteArray()))
                .build()
                .toByteArray();
    }
}
