package dev.danmaku.platforms.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bytes of a stream in pieces, as reads of a socket give them. The same bytes are cut alike each time. */
final class Cuts {
    private static final int LARGEST_PIECE = 40;
    private static final int LARGEST_IN_SINGLE_BYTES = 600;

    private Cuts() {}

    /** In two. */
    static List<byte[]> once(byte[] bytes) {
        var at = random(bytes).nextInt(bytes.length + 1);
        return List.of(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at, bytes.length));
    }

    /** In many; short ones in single bytes, now and then. */
    static List<byte[]> often(byte[] bytes) {
        var random = random(bytes);
        var single = bytes.length <= LARGEST_IN_SINGLE_BYTES && random.nextInt(4) == 0;
        var largest = single ? 1 : Math.max(LARGEST_PIECE, bytes.length / 8);
        var pieces = new ArrayList<byte[]>();
        for (var at = 0; at < bytes.length; ) {
            var to = Math.min(bytes.length, at + 1 + random.nextInt(largest));
            pieces.add(Arrays.copyOfRange(bytes, at, to));
            at = to;
        }
        return pieces;
    }

    private static Random random(byte[] bytes) {
        return new Random(Arrays.hashCode(bytes));
    }
}
