package dev.danmaku.platforms.kuaishou;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;

import dev.danmaku.platforms.kuaishou.wire.CompressionType;
import dev.danmaku.platforms.kuaishou.wire.PayloadType;
import dev.danmaku.platforms.kuaishou.wire.SocketMessage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** Frames for tests: written out as hex, or packed as the server packs. */
final class Bytes {
    /** The server's time of frames made here. */
    static final long FRAME_MILLIS = 1_769_426_405_510L;

    private Bytes() {}

    /** Hex digits; spaces between them are for people. */
    static byte[] hex(String... parts) {
        return HexFormat.of().parseHex(String.join("", parts).replace(" ", ""));
    }

    static byte[] frame(PayloadType type, MessageLite body) {
        return frame(type, CompressionType.NONE, body.toByteString());
    }

    static byte[] frame(PayloadType type, CompressionType compression, ByteString payload) {
        return SocketMessage.newBuilder()
                .setPayloadType(type)
                .setCompressionType(compression)
                .setPayload(payload)
                .setTime(FRAME_MILLIS)
                .build()
                .toByteArray();
    }

    static ByteString gzip(byte[] plain) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteString.copyFrom(packed.toByteArray());
    }
}
