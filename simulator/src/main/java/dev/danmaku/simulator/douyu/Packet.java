package dev.danmaku.simulator.douyu;

import dev.danmaku.simulator.room.Quirk;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * A message with its header. All numbers are little endian.
 *
 * <pre>
 *   offset   0        4        8     10    11    12        12+n
 *            +--------+--------+-----+-----+-----+---------+----+
 *            | length | length | 690 |  0  |  0  | STT, n  | 00 |   length = n + 9: all behind its first telling
 *            +--------+--------+-----+-----+-----+---------+----+
 * </pre>
 */
final class Packet {
    static final int FROM_CLIENT = 689;
    static final int FROM_SERVER = 690;
    /** What a length counts beside the body: its second telling, kind, two zeros, and the mark at the end. */
    static final int AROUND_BODY = 9;

    private Packet() {}

    static byte[] of(Stt message) {
        return of(message.toString().getBytes(StandardCharsets.UTF_8));
    }

    static byte[] of(byte[] body) {
        var packet = Unpooled.buffer(body.length + AROUND_BODY + Integer.BYTES);
        write(packet, body);
        return ByteBufUtil.getBytes(packet);
    }

    /** Several, one behind the other, as a frame carries them. */
    static byte[] all(List<Stt> messages, Set<Quirk> quirks) {
        var packets = Unpooled.buffer();
        for (var message : messages) {
            var text = message.toString();
            write(
                    packets,
                    quirks.contains(Quirk.CESU_8)
                            ? cesu8(text)
                            : text.getBytes(StandardCharsets.UTF_8));
        }
        return ByteBufUtil.getBytes(packets);
    }

    private static void write(ByteBuf packet, byte[] body) {
        packet.writeIntLE(body.length + AROUND_BODY)
                .writeIntLE(body.length + AROUND_BODY)
                .writeShortLE(FROM_SERVER)
                .writeZero(2)
                .writeBytes(body)
                .writeZero(1);
    }

    /** Each half of a surrogate pair as three bytes of its own, as some senders' clients write emoji. */
    private static byte[] cesu8(String text) {
        var bytes = Unpooled.buffer(text.length() * 3);
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                bytes.writeByte(0xE0 | c >> 12)
                        .writeByte(0x80 | c >> 6 & 0x3F)
                        .writeByte(0x80 | c & 0x3F);
            } else {
                bytes.writeCharSequence(Character.toString(c), StandardCharsets.UTF_8);
            }
        }
        return ByteBufUtil.getBytes(bytes);
    }
}
