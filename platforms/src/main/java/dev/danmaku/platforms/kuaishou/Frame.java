package dev.danmaku.platforms.kuaishou;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;

import dev.danmaku.platforms.kuaishou.figure.Times;
import dev.danmaku.platforms.kuaishou.wire.PayloadType;
import dev.danmaku.platforms.kuaishou.wire.SocketMessage;

/**
 * One binary message of the socket: an envelope around a payload that may still be packed.
 *
 * <pre>
 *   +--------------------+---------------------------+-----------------+----------------------+
 *   | 1: payload type    | 2: compression (or none)  | 3: payload      | 4: server's time, ms |
 *   | varint, 08 ..      | varint, 10 ..             | bytes, 1a len   | varint, 20 ..        |
 *   +--------------------+---------------------------+-----------------+----------------------+
 * </pre>
 *
 * @param type the payload's number; may be one that the schema has no name for
 * @param compression the number of how the payload is packed
 * @param timeMillis the server's clock, Unix milliseconds; 0 where the frame does not say
 */
record Frame(int type, int compression, ByteString packed, long timeMillis) {
    /** A feed push has some hundred bytes, a list of the audience 5,000. The payload may have a whole MiB. */
    static final int MAX_FRAME_BYTES = (1 << 20) + 1024;

    private static final Protobuf<SocketMessage> ENVELOPE =
            new Protobuf<>("envelope", SocketMessage.parser());

    /** Reads the envelope. The frame shares the array, which must not change any more. */
    static Frame read(byte[] bytes) throws MalformedFrame {
        if (bytes.length > MAX_FRAME_BYTES) {
            throw new MalformedFrame("a frame of " + bytes.length + " bytes");
        }
        var envelope = ENVELOPE.read(UnsafeByteOperations.unsafeWrap(bytes));
        if (envelope.getPayloadTypeValue() == PayloadType.UNKNOWN_VALUE) {
            throw new MalformedFrame("envelope: no payload type");
        }
        return new Frame(
                envelope.getPayloadTypeValue(),
                envelope.getCompressionTypeValue(),
                envelope.getPayload(),
                Times.orZero(envelope.getTime()));
    }

    /** The payload, unpacked. */
    ByteString payload() throws MalformedFrame {
        return Unpack.unpack(compression, packed);
    }

    /** The schema's name of the payload, or its number. */
    String typeName() {
        var known = PayloadType.forNumber(type);
        return known == null ? Integer.toString(type) : known.name();
    }

    /** Numbers below 100 and from 200 to 299 travel from clients to the server. */
    boolean fromClient() {
        return type > 0 && type < PayloadType.SC_HEARTBEAT_ACK_VALUE
                || type >= PayloadType.CS_ENTER_ROOM_VALUE
                        && type < PayloadType.SC_ENTER_ROOM_ACK_VALUE;
    }
}
