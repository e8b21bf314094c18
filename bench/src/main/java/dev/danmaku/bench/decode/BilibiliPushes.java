package dev.danmaku.bench.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.DeflaterOutputStream;

/**
 * What a busy room says within a second, in one message: six chats, two entries, a gift, a like and two counters, with all the fields
 * that recorded ones have, 12 KB. The brotli form was packed beforehand (quality 5), since Java has no packer of its own.
 */
final class BilibiliPushes {
    static final int COMMANDS = 12;

    private static final int HEADER_BYTES = 16;
    private static final int MESSAGE = 5;
    private static final int PLAIN = 0;
    private static final int ZLIB = 2;
    private static final int BROTLI = 3;

    private BilibiliPushes() {}

    static byte[] plain() {
        var push = new ByteArrayOutputStream();
        new String(resource("bilibili-commands.jsonl"), UTF_8)
                .lines()
                .forEach(command -> push.writeBytes(packet(PLAIN, command.getBytes(UTF_8))));
        return push.toByteArray();
    }

    static byte[] zlib() {
        var packed = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(packed)) {
            deflater.write(plain());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packet(ZLIB, packed.toByteArray());
    }

    static byte[] brotli() {
        return packet(BROTLI, resource("bilibili-packets.br"));
    }

    private static byte[] packet(int version, byte[] body) {
        return ByteBuffer.allocate(HEADER_BYTES + body.length)
                .putInt(HEADER_BYTES + body.length)
                .putShort((short) HEADER_BYTES)
                .putShort((short) version)
                .putInt(MESSAGE)
                .putInt(0)
                .put(body)
                .array();
    }

    private static byte[] resource(String name) {
        try (var bytes = BilibiliPushes.class.getResourceAsStream("/decode/" + name)) {
            return Objects.requireNonNull(bytes, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
