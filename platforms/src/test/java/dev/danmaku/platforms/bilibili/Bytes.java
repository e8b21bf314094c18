package dev.danmaku.platforms.bilibili;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;

/** Packets for tests: written out as hex, or packed as the server packs. */
final class Bytes {
    private Bytes() {}

    /** Hex digits; spaces between them are for people. */
    static byte[] hex(String... parts) {
        return HexFormat.of().parseHex(String.join("", parts).replaceAll("\\s", ""));
    }

    static byte[] packet(int version, int operation, byte[] body) {
        return ByteBuffer.allocate(16 + body.length)
                .putInt(16 + body.length)
                .putShort((short) 16)
                .putShort((short) version)
                .putInt(operation)
                .putInt(0)
                .put(body)
                .array();
    }

    /** A plain message. */
    static byte[] message(String json) {
        return packet(0, 5, json.getBytes(UTF_8));
    }

    static byte[] zlib(byte[]... packets) {
        var packed = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(packed)) {
            deflater.write(joined(packets));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packet(2, 5, packed.toByteArray());
    }

    static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Two messages, WATCHED_CHANGE with 3309 and ONLINE_RANK_COUNT with 9, packed by a reference encoder. */
    static byte[] brotli() {
        return hex(
                "000000910010000300000005000000001bbb00809c0976ac09d099c3457382a86e2b4fb27cd0cc43f35e1c",
                "e041e967d1cf8179b5f89b10879ca1a393a380e9a75a12b60013c8390d31b7b1d5683c09851ac7a2333001",
                "400358def3516bc1751ef930b811d66f2edf6fdafb3642324baa54c80de80b579e7bdd3fab804b8c770ed6",
                "f461ccf313cfc444da3dec862790a30a");
    }

    /** 8 MiB of zeros. */
    static byte[] brotliBomb() {
        return hex("0000001e 0010 0003 00000005 00000000 9bffff7ff82700e2b14020f7fe0f");
    }
}
