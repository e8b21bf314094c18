package dev.danmaku.simulator.douyu;

import dev.danmaku.simulator.room.HostileBytes;
import dev.danmaku.simulator.room.WireFrame;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Bytes that try a client's bounds. The same every time. */
final class HostilePackets {
    private static final int NOISE_BYTES = 300;
    /** The escapes around each level are one character longer: a third of a megabyte in all. */
    private static final int NESTING = 500;
    /** Just under the size at which careful clients hang up. */
    private static final int BOMB_BYTES = 1_000_000;
    /** A lone continuation byte, an overlong slash and half a character. */
    private static final byte[] BAD_TEXT = {
        (byte) 0x80, (byte) 0xC0, (byte) 0xAF, (byte) 0xF0, (byte) 0x9F
    };

    private HostilePackets() {}

    static List<WireFrame> of(String room, HostileBytes kind) {
        var whole = Packet.of(Stt.type("chatmsg").put("rid", room).put("txt", "敌"));
        var length = whole.length - Integer.BYTES;
        return List.of(
                switch (kind) {
                    case TRUNCATED -> WireFrame.binary(Arrays.copyOf(whole, whole.length / 2));
                    case OVERSIZED ->
                        WireFrame.promising(1L << 31, lengths(whole, 1 << 30, 1 << 30));
                    case BOMB -> WireFrame.binary(bomb(room));
                    case BAD_UTF8 -> WireFrame.binary(badText(room));
                    case NESTED -> WireFrame.binary(nested(room));
                    case TEXT_FRAME -> WireFrame.text("type@=chatmsg/rid@=" + room + "/txt@=x/");
                    case CLIENT_MESSAGE ->
                        WireFrame.binary(Packet.of(Stt.type("loginreq").put("roomid", room)));
                    // Nothing is compressed here, and headers have one length and no version.
                    case RANDOM,
                            LONG_HEADER,
                            NO_HEADER,
                            CUT_COMPRESSION,
                            NESTED_COMPRESSION,
                            UNKNOWN_VERSION,
                            WRONG_VERSION -> WireFrame.binary(noise());
                    case NOISE -> WireFrame.noise(noise());
                    case LENGTHS_DIFFER -> WireFrame.binary(lengths(whole, length, length + 1));
                    case ZERO_LENGTH -> WireFrame.binary(lengths(whole, 0, 0));
                    case SHORT_LENGTH ->
                        WireFrame.binary(
                                lengths(whole, Packet.AROUND_BODY - 1, Packet.AROUND_BODY - 1));
                    case NEGATIVE_LENGTH ->
                        WireFrame.binary(lengths(whole, Integer.MIN_VALUE, Integer.MIN_VALUE));
                    case NO_END -> {
                        var open = whole.clone();
                        open[open.length - 1] = 'x';
                        yield WireFrame.binary(open);
                    }
                });
    }

    private static byte[] lengths(byte[] packet, int first, int second) {
        var changed = packet.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(first).putInt(second);
        return changed;
    }

    /** Nothing is compressed here; what swells is the number of items. */
    private static byte[] bomb(String room) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(
                Stt.type("chatmsg").put("rid", room).toString().getBytes(StandardCharsets.UTF_8));
        for (var i = 0; body.size() < BOMB_BYTES; i++) {
            body.writeBytes((Integer.toString(i, Character.MAX_RADIX) + "@=/")
                    .getBytes(StandardCharsets.US_ASCII));
        }
        return Packet.of(body.toByteArray());
    }

    private static byte[] badText(String room) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(Stt.type("chatmsg")
                .put("rid", room)
                .put("uid", 100_000_001)
                .put("nn", "坏字")
                .toString()
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes("txt@=".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(BAD_TEXT);
        body.write('/');
        return Packet.of(body.toByteArray());
    }

    private static byte[] nested(String room) {
        var inner = new Stt().add("");
        for (var i = 0; i < NESTING; i++) {
            inner = new Stt().put("el", inner);
        }
        return Packet.of(Stt.type("chatmsg").put("rid", room).put("el", inner));
    }

    private static byte[] noise() {
        var bytes = new byte[NOISE_BYTES];
        new SplittableRandom(NOISE_BYTES).nextBytes(bytes);
        return bytes;
    }
}
