package dev.danmaku.platforms.bilibili;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes one WebSocket message, or one packet of a TCP stream, apart into uncompressed packets. What is read before the bytes stop
 * making sense is kept. Used once.
 */
final class Unpack {
    /** Of a message and of a packet, as they travel; the largest seen have tens of KiB. */
    static final int MAX_BYTES = 1 << 20;
    /** Of all that one message holds, once inflated. */
    static final int MAX_INFLATED_BYTES = 4 << 20;
    /** In one message, a packet of 16 bytes being possible; busy rooms have some tens. */
    static final int MAX_PACKETS = 10_000;
    /** Compressed inside compressed was never seen; once is put up with. */
    static final int MAX_COMPRESSIONS = 2;

    private final List<Packet> packets = new ArrayList<>();
    private int strayBytes;
    private int inflatedLeft = MAX_INFLATED_BYTES;

    private Unpack() {}

    static Unpacked message(byte[] bytes) {
        var unpack = new Unpack();
        try {
            if (bytes.length > MAX_BYTES) {
                throw new MalformedFrame("a message of %d bytes".formatted(bytes.length));
            }
            unpack.walk(bytes, bytes.length, MAX_BYTES, 0);
        } catch (MalformedFrame e) {
            return unpack.result(e.reason());
        }
        return unpack.result(null);
    }

    static Unpacked packet(Packet packet) {
        var unpack = new Unpack();
        try {
            unpack.take(packet, 0);
        } catch (MalformedFrame e) {
            return unpack.result(e.reason());
        }
        return unpack.result(null);
    }

    private Unpacked result(@Nullable String trouble) {
        return new Unpacked(packets, strayBytes, trouble);
    }

    /**
     * Reads packet after packet. Once one was whole, what remains may be anything: the platform itself appends the echo of a
     * heartbeat, and does not count it.
     */
    private void walk(byte[] bytes, int to, int maxBytes, int compressions) throws MalformedFrame {
        var at = 0;
        while (at < to) {
            var left = to - at;
            var cut = left < Packet.HEADER_BYTES || Packet.lengthAt(bytes, at) > left;
            if (cut && at > 0) {
                strayBytes += left;
                return;
            }
            if (left < Packet.HEADER_BYTES) {
                throw new MalformedFrame("%d bytes are no packet".formatted(left));
            }
            var packet = Packet.at(bytes, at, to, maxBytes);
            if (packet == null) {
                throw new MalformedFrame("a packet of %d bytes is cut off after %d"
                        .formatted(Packet.lengthAt(bytes, at), left));
            }
            take(packet, compressions);
            at = packet.end();
        }
    }

    /** By operation first: answers to the heartbeat and to the auth were seen with a version that means compression elsewhere. */
    private void take(Packet packet, int compressions) throws MalformedFrame {
        if (packet.operation() != Packet.MESSAGE) {
            keep(packet);
            return;
        }
        switch (packet.version()) {
            case Packet.PLAIN, Packet.PLAIN_TOO -> keep(packet);
            case Packet.ZLIB, Packet.BROTLI -> inflate(packet, compressions + 1);
            default -> throw new MalformedFrame("a message of version " + packet.version());
        }
    }

    private void inflate(Packet packet, int compressions) throws MalformedFrame {
        if (compressions > MAX_COMPRESSIONS) {
            throw new MalformedFrame("compressed more than %d times".formatted(MAX_COMPRESSIONS));
        }
        var inflated = Inflated.of(packet, inflatedLeft);
        inflatedLeft -= inflated.length();
        walk(inflated.bytes(), inflated.length(), MAX_INFLATED_BYTES, compressions);
    }

    private void keep(Packet packet) throws MalformedFrame {
        if (packets.size() >= MAX_PACKETS) {
            throw new MalformedFrame("more than %d packets in a message".formatted(MAX_PACKETS));
        }
        packets.add(packet);
    }
}
