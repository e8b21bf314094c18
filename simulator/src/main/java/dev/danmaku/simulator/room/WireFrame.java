package dev.danmaku.simulator.room;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import java.nio.charset.StandardCharsets;

/**
 * Bytes that are encoded once and written to many sockets, WebSocket header and all.
 *
 * <pre>
 *   bytes    +--------+-----------------+
 *            | header |     payload     |   one server frame: FIN and opcode, length in 1, 3 or 9 bytes, no mask
 *            +--------+-----------------+
 * </pre>
 *
 * @param payload the part that may be sent compressed instead; empty when the bytes must go out exactly as they are
 * @param stream what goes to sockets of plain TCP: the messages alone; empty where a frame has none
 */
public record WireFrame(ByteBuf bytes, ByteBuf payload, ByteBuf stream) {
    private static final int FIN = 0x80;
    private static final int CONTINUATION = 0x0;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    public static WireFrame binary(byte[] message) {
        var bytes = header(FIN | BINARY, message.length, message.length);
        var start = bytes.writerIndex();
        bytes.writeBytes(message);
        var payload = bytes.slice(start, message.length);
        return new WireFrame(bytes, payload, payload);
    }

    public static WireFrame text(String message) {
        var utf8 = message.getBytes(StandardCharsets.UTF_8);
        return raw(
                header(FIN | TEXT, utf8.length, utf8.length).writeBytes(utf8),
                Unpooled.EMPTY_BUFFER);
    }

    public static WireFrame close(int code) {
        return raw(
                header(FIN | CLOSE, Short.BYTES, Short.BYTES).writeShort(code),
                Unpooled.EMPTY_BUFFER);
    }

    /** One message over so many frames. */
    public static WireFrame fragmented(byte[] message, int parts) {
        var all = Unpooled.directBuffer();
        for (var i = 0; i < parts; i++) {
            var from = (int) ((long) message.length * i / parts);
            var to = (int) ((long) message.length * (i + 1) / parts);
            var flags = (i == 0 ? BINARY : CONTINUATION) | (i == parts - 1 ? FIN : 0);
            var head = header(flags, to - from, 0);
            all.writeBytes(head).writeBytes(message, from, to - from);
            head.release();
        }
        return raw(all, Unpooled.wrappedBuffer(message));
    }

    /** A header that promises more than ever comes. */
    public static WireFrame promising(long length, byte[] beginning) {
        return raw(
                header(FIN | BINARY, length, beginning.length).writeBytes(beginning),
                Unpooled.wrappedBuffer(beginning));
    }

    /** Several frames as one write. */
    public static WireFrame glued(WireFrame... frames) {
        var all = Unpooled.directBuffer();
        var messages = Unpooled.buffer();
        for (var frame : frames) {
            all.writeBytes(frame.bytes);
            messages.writeBytes(frame.stream.duplicate());
            frame.release();
        }
        return raw(all, messages);
    }

    public static WireFrame noise(byte[] bytes) {
        var all = Unpooled.directBuffer(bytes.length).writeBytes(bytes);
        return raw(all, all);
    }

    public void release() {
        bytes.release();
    }

    /** @param stream a part of the bytes, or on the heap: it is never released by itself */
    private static WireFrame raw(ByteBuf bytes, ByteBuf stream) {
        return new WireFrame(bytes, Unpooled.EMPTY_BUFFER, stream);
    }

    private static ByteBuf header(int flags, long length, int room) {
        var bytes = Unpooled.directBuffer(10 + room).writeByte(flags);
        if (length < LENGTH_16) {
            bytes.writeByte((int) length);
        } else if (length <= 0xFFFF) {
            bytes.writeByte(LENGTH_16).writeShort((int) length);
        } else {
            bytes.writeByte(LENGTH_64).writeLong(length);
        }
        return bytes;
    }
}
