package dev.danmaku.platforms;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** A part of an array, not copied: a text or a message where it came, for as long as the array stays as it is. */
public final class Slice {
    public static final Slice EMPTY = new Slice(new byte[0], 0, 0);

    private final byte[] bytes;
    private final int from;
    private final int to;

    /** @param to behind the last byte */
    public Slice(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    public static Slice of(byte[] bytes) {
        return new Slice(bytes, 0, bytes.length);
    }

    public static Slice of(String text) {
        return of(text.getBytes(UTF_8));
    }

    public byte[] bytes() {
        return bytes;
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    public int length() {
        return to - from;
    }

    public boolean isEmpty() {
        return from == to;
    }

    public boolean contains(byte[] others) {
        return Arrays.equals(bytes, from, to, others, 0, others.length);
    }

    public byte[] copy() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** As UTF-8; what is malformed becomes U+FFFD. */
    public String text() {
        return Utf8Text.of(bytes, from, to);
    }
}
