package dev.danmaku.store.row;

import java.nio.ByteBuffer;

/** A user id as a number: itself where it is one, else a hash of it, which is negative. */
public final class Who {
    /** No number of so many digits is too large. */
    private static final int MAX_DIGITS = 18;

    private Who() {}

    /** What to search for; whoever is found by a negative number may be somebody else. */
    public static long number(String userId) {
        return isNumber(userId)
                ? Long.parseLong(userId)
                : ByteBuffer.wrap(Digests.sha256(userId)).getLong() | Long.MIN_VALUE;
    }

    static boolean isNumber(String id) {
        return !id.isEmpty()
                && id.length() <= MAX_DIGITS
                && id.chars().allMatch(c -> c >= '0' && c <= '9')
                && (id.charAt(0) != '0' || id.length() == 1);
    }
}
