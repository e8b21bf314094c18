package dev.danmaku.platforms.douyu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The packets in the bytes of one connection, however they were cut: the same on WebSocket and TCP. Owned by one thread.
 *
 * <pre>
 *   +--------+--------+---------+---+---+------------------+----+
 *   | len1   | len2   | kind    | 0 | 0 | body: STT, UTF-8 | 00 |    integers little endian
 *   | 4      | 4      | 2       | 1 | 1 | n                | 1  |    len1 = len2 = n + 9: all that follows len1
 *   +--------+--------+---------+---+---+------------------+----+    kind: 689 to the server, 690 from it; not checked
 * </pre>
 *
 * <p>Keeps at most one packet that has not come whole, and what came with it.
 */
final class Packets {
    /** Of len1. The largest that is known, a rank list, has some 10,000. */
    static final int MAX_LENGTH = 1 << 20;

    static final int TO_SERVER = 689;
    private static final int LENGTH_BYTES = 4;
    private static final int LENGTHS_BYTES = 8;
    private static final int HEADER_BYTES = 12;
    private static final int MIN_LENGTH = 9;
    private static final byte[] NOTHING = {};
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = NOTHING;
    private int at;
    private int end;
    /** The array is ours to write to. */
    private boolean own;

    private int bodyFrom;
    private int bodyTo;

    /** A client's packet. */
    static byte[] write(byte[] body) {
        var packet = new byte[HEADER_BYTES + body.length + 1];
        INT.set(packet, 0, body.length + MIN_LENGTH);
        INT.set(packet, LENGTH_BYTES, body.length + MIN_LENGTH);
        INT.set(packet, LENGTHS_BYTES, TO_SERVER);
        System.arraycopy(body, 0, packet, HEADER_BYTES, body.length);
        return packet;
    }

    /** @param more what came next; read where it is until {@link #next} says that there is no more */
    void add(byte[] more) {
        if (at == end) {
            bytes = more;
            at = 0;
            end = more.length;
            own = false;
            return;
        }
        if (!own || bytes.length - end < more.length) {
            // Twice the rest, so that a packet in many small pieces is not copied for each.
            var rest = end - at;
            var larger = new byte[Math.max(rest + more.length, 2 * rest)];
            System.arraycopy(bytes, at, larger, 0, rest);
            bytes = larger;
            at = 0;
            end = rest;
            own = true;
        }
        System.arraycopy(more, 0, bytes, end, more.length);
        end += more.length;
    }

    /**
     * Goes on to the next whole packet.
     *
     * @return false where none has come yet
     */
    boolean next() throws OutOfStep {
        var rest = end - at;
        if (rest < LENGTH_BYTES) {
            return waitForMore();
        }
        var length = (int) INT.get(bytes, at);
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            throw new OutOfStep("a packet of length " + Integer.toUnsignedString(length));
        }
        if (rest < LENGTHS_BYTES) {
            return waitForMore();
        }
        var again = (int) INT.get(bytes, at + LENGTH_BYTES);
        if (length != again) {
            throw new OutOfStep("a packet of length %d and of length %s"
                    .formatted(length, Integer.toUnsignedString(again)));
        }
        if (rest < LENGTH_BYTES + length) {
            return waitForMore();
        }
        bodyFrom = at + HEADER_BYTES;
        bodyTo = at + LENGTH_BYTES + length - 1;
        at += LENGTH_BYTES + length;
        return true;
    }

    /** Where {@link #bodyFrom} and {@link #bodyTo} point into; only until the next call of {@link #add}. */
    byte[] bytes() {
        return bytes;
    }

    int bodyFrom() {
        return bodyFrom;
    }

    int bodyTo() {
        return bodyTo;
    }

    /** The body ends as it must. */
    boolean closed() {
        return bytes[bodyTo] == 0;
    }

    /** Forgets what has not come whole. */
    void clear() {
        at = 0;
        end = 0;
        bytes = NOTHING;
    }

    /** What is left is copied, so that a large message is not kept for its last few bytes. */
    private boolean waitForMore() {
        if (at == end) {
            clear();
        } else if (!own) {
            bytes = Arrays.copyOfRange(bytes, at, end);
            end -= at;
            at = 0;
            own = true;
        }
        return false;
    }
}
