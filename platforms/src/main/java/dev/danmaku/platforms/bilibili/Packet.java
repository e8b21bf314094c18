package dev.danmaku.platforms.bilibili;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * One packet: a header of big-endian numbers, and a body.
 *
 * <pre>
 *    0       4         6         8           12         16 (header length)
 *    | packet | header  | version | operation | sequence | body ... up to packet length
 *    | length | length  |         |           |          |
 * </pre>
 *
 * The operation says what it is; the version says how a message (operation 5) is packed, and nothing else. A view of the bytes it was
 * read from.
 */
final class Packet {
    static final int HEADER_BYTES = 16;

    /** Operations. Even those that only clients send: captures hold them. */
    static final int HEARTBEAT = 2;

    static final int HEARTBEAT_REPLY = 3;
    static final int MESSAGE = 5;
    static final int AUTH = 7;
    static final int AUTH_REPLY = 8;
    static final int ACK = 24;

    /** Versions. Client packets, and answers to them, have 1. */
    static final int PLAIN = 0;

    static final int PLAIN_TOO = 1;
    static final int ZLIB = 2;
    static final int BROTLI = 3;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final int bodyFrom;

    private Packet(byte[] bytes, int from, int to, int bodyFrom) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.bodyFrom = bodyFrom;
    }

    /**
     * The packet that begins at {@code at}; null while its last byte is not there.
     *
     * @param to end of what is there; at least a header away
     * @param maxBytes of a packet
     */
    static @Nullable Packet at(byte[] bytes, int at, int to, int maxBytes) throws MalformedFrame {
        var length = lengthAt(bytes, at);
        if (length < HEADER_BYTES) {
            throw new MalformedFrame("a packet length of " + length + " is less than a header's");
        }
        if (length > maxBytes) {
            throw new MalformedFrame(
                    "a packet length of %d is more than %d".formatted(length, maxBytes));
        }
        var header = Short.toUnsignedInt((short) SHORT.get(bytes, at + 4));
        if (header < HEADER_BYTES || header > length) {
            throw new MalformedFrame(
                    "a header length of %d in a packet of %d".formatted(header, length));
        }
        var end = at + (int) length;
        return end > to ? null : new Packet(bytes, at, end, at + header);
    }

    /** What a header there says of its packet's length. */
    static long lengthAt(byte[] bytes, int at) {
        return Integer.toUnsignedLong((int) INT.get(bytes, at));
    }

    int version() {
        return Short.toUnsignedInt((short) SHORT.get(bytes, from + 6));
    }

    /** Unsigned. */
    int operation() {
        return (int) INT.get(bytes, from + 8);
    }

    byte[] bytes() {
        return bytes;
    }

    int bodyFrom() {
        return bodyFrom;
    }

    int bodyLength() {
        return to - bodyFrom;
    }

    /** Where the next packet begins. */
    int end() {
        return to;
    }

    /** The first four bytes of the body, unsigned; 0 where there are fewer. */
    long bodyNumber() {
        return bodyLength() < Integer.BYTES ? 0 : lengthAt(bytes, bodyFrom);
    }

    /** A client's own packet. The sequence is 1, as browsers send it. */
    static byte[] of(int operation, byte[] body) {
        var packet = new byte[HEADER_BYTES + body.length];
        INT.set(packet, 0, packet.length);
        SHORT.set(packet, 4, (short) HEADER_BYTES);
        SHORT.set(packet, 6, (short) PLAIN_TOO);
        INT.set(packet, 8, operation);
        INT.set(packet, 12, 1);
        System.arraycopy(body, 0, packet, HEADER_BYTES, body.length);
        return packet;
    }
}
