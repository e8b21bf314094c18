package dev.danmaku.platforms.douyu;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Packets for tests: written out as hex, or packed as the server packs. */
final class Wire {
    private Wire() {}

    /** Hex digits; spaces between them are for people. */
    static byte[] hex(String... parts) {
        return HexFormat.of().parseHex(String.join("", parts).replace(" ", ""));
    }

    static byte[] packet(String body) {
        return packet(body.getBytes(UTF_8));
    }

    static byte[] packet(byte[] body) {
        var length = body.length + 9;
        return ByteBuffer.allocate(length + 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .putInt(length)
                .putShort((short) 690)
                .putShort((short) 0)
                .put(body)
                .put((byte) 0)
                .array();
    }

    static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static SttMap map(String body) {
        try {
            return SttMap.of(body.getBytes(UTF_8));
        } catch (MalformedPacket e) {
            throw new AssertionError(e);
        }
    }
}
