package dev.danmaku.simulator.bilibili;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The frame of both transports. Big-endian, unsigned; packets lie end to end.
 *
 * <pre>
 *   0        4              6         8           12         16
 *   | length | header = 16  | version | operation | sequence | body ...
 * </pre>
 */
record Packet(int version, int operation, byte[] body) {
    static final int HEADER_BYTES = 16;
    /** Clients say little: an auth body is a few hundred bytes. */
    static final int MAX_CLIENT_BYTES = 64 << 10;

    static final int PLAIN = 0;
    static final int CONTROL = 1;

    static final int HEARTBEAT = 2;
    static final int HEARTBEAT_REPLY = 3;
    static final int MESSAGE = 5;
    static final int AUTH = 7;
    static final int AUTH_REPLY = 8;
    static final int ACK = 24;

    static byte[] of(int version, int operation, byte[] body) {
        return of(HEADER_BYTES + body.length, version, operation, body);
    }

    /** @param length what the header claims, whatever the body's true length */
    static byte[] of(int length, int version, int operation, byte[] body) {
        return ByteBuffer.allocate(HEADER_BYTES + body.length)
                .putInt(length)
                .putShort((short) HEADER_BYTES)
                .putShort((short) version)
                .putInt(operation)
                .putInt(0)
                .put(body)
                .array();
    }

    /** An op 5 packet of version 0. */
    static byte[] message(String json) {
        return of(PLAIN, MESSAGE, json.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] joined(List<byte[]> packets) {
        var all = new ByteArrayOutputStream();
        packets.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
