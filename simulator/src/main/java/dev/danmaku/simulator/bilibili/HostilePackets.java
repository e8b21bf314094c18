package dev.danmaku.simulator.bilibili;

import dev.danmaku.simulator.room.HostileBytes;
import dev.danmaku.simulator.room.WireFrame;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Bytes that try a client's bounds. The same every time; compressed ones come as the socket asked, zlib if it did not. */
final class HostilePackets {
    private static final int BOMB_BYTES = 256 << 20;
    private static final int DEPTH = 100_000;
    private static final int NESTED_PACKETS = 4;
    private static final int NOISE_BYTES = 300;
    private static final int NO_VERSION = 9;
    private static final String SMALL = "{\"cmd\":\"DANMU_MSG\",\"info\":[]}";

    private HostilePackets() {}

    static List<WireFrame> of(HostileBytes kind, Packing asked) {
        var packing = asked == Packing.NONE ? Packing.ZLIB : asked;
        var small = SMALL.getBytes(StandardCharsets.UTF_8);
        return List.of(
                switch (kind) {
                    case TRUNCATED -> {
                        var whole = Packet.message(SMALL);
                        yield WireFrame.binary(Arrays.copyOf(whole, whole.length / 2));
                    }
                    case OVERSIZED ->
                        packet(Integer.MAX_VALUE, Packet.PLAIN, Packet.MESSAGE, small);
                    case NEGATIVE_LENGTH ->
                        packet(Integer.MIN_VALUE, Packet.PLAIN, Packet.MESSAGE, small);
                    case ZERO_LENGTH -> packet(0, Packet.PLAIN, Packet.MESSAGE, small);
                    case SHORT_LENGTH ->
                        packet(Packet.HEADER_BYTES - 1, Packet.PLAIN, Packet.MESSAGE, small);
                    // Its length is told once, so what differs is the length of what comes.
                    case LENGTHS_DIFFER ->
                        packet(
                                Packet.HEADER_BYTES + small.length - 3,
                                Packet.PLAIN,
                                Packet.MESSAGE,
                                small);
                    case LONG_HEADER -> headerLength(Packet.HEADER_BYTES + 1, new byte[0]);
                    case NO_HEADER -> headerLength(0, small);
                    case BOMB ->
                        WireFrame.binary(Packet.of(
                                version(packing), Packet.MESSAGE, Bombs.pressed(packing)));
                    case CUT_COMPRESSION -> {
                        var pressed = packing.compress(Packet.message(SMALL.repeat(20)));
                        yield WireFrame.binary(Packet.of(
                                version(packing),
                                Packet.MESSAGE,
                                Arrays.copyOf(pressed, pressed.length * 2 / 3)));
                    }
                    case NESTED_COMPRESSION -> {
                        var inner = Packet.message(SMALL);
                        for (var i = 0; i < NESTED_PACKETS; i++) {
                            inner = packing.pack(inner);
                        }
                        yield WireFrame.binary(inner);
                    }
                    case BAD_UTF8 -> WireFrame.binary(badText());
                    case NESTED ->
                        WireFrame.binary(Packet.message("{\"cmd\":\"DANMU_MSG\",\"info\":"
                                + "[".repeat(DEPTH) + "]".repeat(DEPTH) + "}"));
                    case NO_END ->
                        WireFrame.binary(Packet.message("{\"cmd\":\"DANMU_MSG\",\"info\":["));
                    case UNKNOWN_VERSION -> packet(NO_VERSION, Packet.MESSAGE, small);
                    case WRONG_VERSION -> packet(Packet.CONTROL, Packet.MESSAGE, small);
                    case CLIENT_MESSAGE ->
                        packet(
                                Packet.CONTROL,
                                Packet.AUTH,
                                "{\"roomid\":1}".getBytes(StandardCharsets.UTF_8));
                    case TEXT_FRAME -> WireFrame.text(SMALL);
                    case RANDOM -> WireFrame.binary(noise());
                    case NOISE -> WireFrame.noise(noise());
                });
    }

    private static WireFrame packet(int version, int operation, byte[] body) {
        return WireFrame.binary(Packet.of(version, operation, body));
    }

    private static WireFrame packet(int length, int version, int operation, byte[] body) {
        return WireFrame.binary(Packet.of(length, version, operation, body));
    }

    private static WireFrame headerLength(int length, byte[] body) {
        var packet = Packet.of(Packet.PLAIN, Packet.MESSAGE, body);
        ByteBuffer.wrap(packet).putShort(4, (short) length);
        return WireFrame.binary(packet);
    }

    private static int version(Packing packing) {
        return packing == Packing.BROTLI ? 3 : 2;
    }

    /** One chat whose text is a lone continuation byte, an overlong slash and half a character. */
    private static byte[] badText() {
        var body = new ByteArrayOutputStream();
        body.writeBytes("{\"cmd\":\"DANMU_MSG\",\"info\":[[],\"".getBytes(StandardCharsets.UTF_8));
        body.writeBytes(
                new byte[] {(byte) 0x80, (byte) 0xC0, (byte) 0xAF, (byte) 0xF0, (byte) 0x9F});
        body.writeBytes("\",[1,\"a\"]]}".getBytes(StandardCharsets.UTF_8));
        return Packet.of(Packet.PLAIN, Packet.MESSAGE, body.toByteArray());
    }

    private static byte[] noise() {
        var bytes = new byte[NOISE_BYTES];
        new SplittableRandom(NOISE_BYTES).nextBytes(bytes);
        return bytes;
    }

    /** Each made when the first of its kind is thrown: it takes a moment to press that many zeros. */
    private static final class Bombs {
        private static final Map<Packing, byte[]> PRESSED = new EnumMap<>(Packing.class);

        static synchronized byte[] pressed(Packing packing) {
            return PRESSED.computeIfAbsent(packing, Bombs::press);
        }

        private static byte[] press(Packing packing) {
            var pressed = new ByteArrayOutputStream();
            var zeros = new byte[1 << 20];
            try (var press = packing.press(pressed)) {
                for (var written = 0; written < BOMB_BYTES; written += zeros.length) {
                    press.write(zeros);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return pressed.toByteArray();
        }
    }
}
