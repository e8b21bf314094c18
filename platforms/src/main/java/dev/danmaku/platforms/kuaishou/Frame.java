package dev.danmaku.platforms.kuaishou;

import dev.danmaku.platforms.Slice;
import dev.danmaku.platforms.kuaishou.figure.Times;
import dev.danmaku.platforms.kuaishou.wire.PayloadType;

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
record Frame(int type, int compression, Slice packed, long timeMillis) {
    /** A feed push has some hundred bytes, a list of the audience 5,000. The payload may have a whole MiB. */
    static final int MAX_FRAME_BYTES = (1 << 20) + 1024;

    private static final String ENVELOPE = "envelope";
    private static final int PAYLOAD_TYPE = Wire.tag(1, Wire.VARINT);
    private static final int COMPRESSION_TYPE = Wire.tag(2, Wire.VARINT);
    private static final int PAYLOAD = Wire.tag(3, Wire.BYTES);
    private static final int TIME = Wire.tag(4, Wire.VARINT);

    /** Reads the envelope. The frame shares the array, which must not change any more. */
    static Frame read(byte[] bytes) throws MalformedFrame {
        if (bytes.length > MAX_FRAME_BYTES) {
            throw new MalformedFrame("a frame of " + bytes.length + " bytes");
        }
        var type = PayloadType.UNKNOWN_VALUE;
        var compression = 0;
        var packed = Slice.EMPTY;
        var time = 0L;
        var wire = new Wire(ENVELOPE, Slice.of(bytes));
        for (var tag = wire.next(); tag != 0; tag = wire.next()) {
            if (tag == PAYLOAD_TYPE) {
                type = (int) wire.varint();
            } else if (tag == COMPRESSION_TYPE) {
                compression = (int) wire.varint();
            } else if (tag == PAYLOAD) {
                packed = wire.slice();
            } else if (tag == TIME) {
                time = wire.varint();
            } else {
                wire.skip();
            }
        }
        if (type == PayloadType.UNKNOWN_VALUE) {
            throw new MalformedFrame(ENVELOPE + ": no payload type");
        }
        return new Frame(type, compression, packed, Times.orZero(time));
    }

    /** The payload, unpacked. */
    Slice payload() throws MalformedFrame {
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
