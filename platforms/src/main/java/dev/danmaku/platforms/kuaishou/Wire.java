package dev.danmaku.platforms.kuaishou;

import dev.danmaku.platforms.Slice;

/**
 * Walks over the fields of a protobuf message in an array, and makes nothing of what nobody asks for. Used once, by one thread.
 *
 * <pre>
 *   +-----------------------------+------------------------------------------------------------------+
 *   | varint: number << 3 | kind  | 0: varint  1: 8 bytes  2: varint n, n bytes  3 .. 4: group  5: 4 |
 *   +-----------------------------+------------------------------------------------------------------+
 * </pre>
 */
final class Wire {
    static final int VARINT = 0;
    static final int EIGHT_BYTES = 1;
    static final int BYTES = 2;
    static final int GROUP = 3;
    static final int GROUP_END = 4;
    static final int FOUR_BYTES = 5;

    private static final int KIND_BITS = 3;
    private static final int MAX_VARINT_BYTES = 10;

    private final String name;
    private final byte[] bytes;
    private int at;
    private int end;
    private int tag;

    /** @param name of the message, for reasons */
    Wire(String name, Slice message) {
        this.name = name;
        bytes = message.bytes();
        at = message.from();
        end = message.to();
    }

    /** A field of this number and kind has this tag. */
    static int tag(int number, int kind) {
        return number << KIND_BITS | kind;
    }

    /**
     * Goes on to the next field, whose value must then be read or skipped.
     *
     * @return its tag; 0 at the end of the message
     */
    int next() throws MalformedFrame {
        if (at == end) {
            tag = 0;
            return 0;
        }
        tag = (int) varint();
        if (tag >>> KIND_BITS == 0) {
            throw malformed("a field of number 0");
        }
        return tag;
    }

    long varint() throws MalformedFrame {
        if (at < end && bytes[at] >= 0) {
            return bytes[at++];
        }
        var value = 0L;
        for (var i = 0; i < MAX_VARINT_BYTES; i++) {
            if (at == end) {
                throw cutOff();
            }
            var b = bytes[at++];
            value |= (long) (b & 0x7F) << 7 * i;
            if (b >= 0) {
                return value;
            }
        }
        throw malformed("a number without an end");
    }

    /** The value of a field of kind 2. */
    Slice slice() throws MalformedFrame {
        var length = length();
        var from = at;
        at += length;
        return new Slice(bytes, from, at);
    }

    /**
     * Goes into the message that is the field's value.
     *
     * @return for {@link #leave}, when {@link #next} said that it is over
     */
    int enter() throws MalformedFrame {
        var length = length();
        var outer = end;
        end = at + length;
        return outer;
    }

    void leave(int outer) {
        end = outer;
    }

    private int length() throws MalformedFrame {
        var length = (int) varint();
        if (length < 0) {
            throw malformed("a length of " + Integer.toUnsignedString(length));
        }
        if (length > end - at) {
            throw cutOff();
        }
        return length;
    }

    /** Leaves out the field whose tag was read last. */
    void skip() throws MalformedFrame {
        skip(tag, 0);
    }

    private void skip(int skipped, int nesting) throws MalformedFrame {
        switch (skipped & (1 << KIND_BITS) - 1) {
            case VARINT -> varint();
            case EIGHT_BYTES -> forward(Long.BYTES);
            case BYTES -> forward(length());
            case GROUP -> skipGroup(skipped >>> KIND_BITS, nesting + 1);
            case FOUR_BYTES -> forward(Integer.BYTES);
            case GROUP_END -> throw malformed("an end of a group that has not begun");
            default -> throw malformed("a field of kind " + (skipped & (1 << KIND_BITS) - 1));
        }
    }

    private void skipGroup(int number, int nesting) throws MalformedFrame {
        if (nesting > Protobuf.MAX_NESTING) {
            throw malformed("groups in groups");
        }
        var last = tag(number, GROUP_END);
        for (var inner = next(); inner != last; inner = next()) {
            if (inner == 0) {
                throw cutOff();
            }
            skip(inner, nesting);
        }
    }

    private void forward(int count) throws MalformedFrame {
        if (count > end - at) {
            throw cutOff();
        }
        at += count;
    }

    private MalformedFrame cutOff() {
        return malformed("cut off");
    }

    private MalformedFrame malformed(String reason) {
        return new MalformedFrame(name + ": " + reason);
    }
}
