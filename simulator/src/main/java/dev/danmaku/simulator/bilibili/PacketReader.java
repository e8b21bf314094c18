package dev.danmaku.simulator.bilibili;

import io.netty.buffer.ByteBuf;

/** Cuts a client's bytes into packets. */
final class PacketReader {
    private static final int VERSION_AT = 6;
    private static final int OPERATION_AT = 8;

    private PacketReader() {}

    /** What the next bytes are. */
    sealed interface Next {}

    /** A packet; its bytes are read. */
    record Whole(Packet packet) implements Next {}

    /** The beginning of one, or nothing; no byte is read. */
    record Partial() implements Next {}

    /** No packet, whatever follows; no byte is read. */
    record Malformed() implements Next {}

    static Next next(ByteBuf bytes) {
        if (bytes.readableBytes() < Packet.HEADER_BYTES) {
            return new Partial();
        }
        var start = bytes.readerIndex();
        var length = bytes.getUnsignedInt(start);
        var header = bytes.getUnsignedShort(start + Integer.BYTES);
        if (header < Packet.HEADER_BYTES || length < header || length > Packet.MAX_CLIENT_BYTES) {
            return new Malformed();
        }
        if (bytes.readableBytes() < length) {
            return new Partial();
        }
        var body = new byte[(int) length - header];
        bytes.getBytes(start + header, body);
        bytes.skipBytes((int) length);
        return new Whole(new Packet(
                bytes.getUnsignedShort(start + VERSION_AT),
                bytes.getInt(start + OPERATION_AT),
                body));
    }
}
