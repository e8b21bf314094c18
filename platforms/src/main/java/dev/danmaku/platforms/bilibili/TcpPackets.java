package dev.danmaku.platforms.bilibili;

import org.jspecify.annotations.Nullable;

/** Packets of a TCP stream, however it is cut. Holds at most one packet that is not whole. */
final class TcpPackets {
    private byte[] held = new byte[0];
    private int at;
    private int end;

    /** @param bytes the next of the stream; ours to keep */
    void add(byte[] bytes) {
        var left = end - at;
        if (left == 0) {
            held = bytes;
            at = 0;
            end = bytes.length;
            return;
        }
        if (held.length - end < bytes.length) {
            // Twice the room, or a packet that comes byte by byte would be copied as often.
            var roomier = new byte[Math.max(left * 2, left + bytes.length)];
            System.arraycopy(held, at, roomier, 0, left);
            held = roomier;
            at = 0;
            end = left;
        }
        System.arraycopy(bytes, 0, held, end, bytes.length);
        end += bytes.length;
    }

    /**
     * The next whole packet; null until more bytes come.
     *
     * @throws MalformedFrame if no packet begins here; then none ever will
     */
    @Nullable Packet next() throws MalformedFrame {
        if (end - at < Packet.HEADER_BYTES) {
            return null;
        }
        var packet = Packet.at(held, at, end, Unpack.MAX_BYTES);
        if (packet != null) {
            at = packet.end();
        }
        return packet;
    }
}
