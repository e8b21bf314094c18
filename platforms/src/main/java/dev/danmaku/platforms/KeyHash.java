package dev.danmaku.platforms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 of what makes an event the one it is, shortened. Strangers choose what goes in, so that it must be a hash in which nobody
 * can find two of the same. It costs most of what a key costs, by blocks: a usual comment is made to fit into one.
 *
 * <pre>
 *   | kind | 0 | time, ms | numbers and texts                    one block of the hash: up to 55 bytes
 *   | n    | 1 | 8        | ...
 * </pre>
 */
final class KeyHash {
    /** 120 bits: of 10^10 events two are the same by chance once in some 10^16 times. */
    private static final int KEY_BYTES = 15;

    private static final int DIGEST_BYTES = 32;
    private static final int PREFIX_BYTES = 2;
    private static final byte[] BASE_64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(US_ASCII);
    /** What is longer is hashed as it comes. */
    private static final int ROOM_BYTES = 512;

    private static final int MAX_NUMBER_BYTES = 1 + Long.BYTES;
    private static final int ONE_BYTE_NUMBERS = 255;
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final ThreadLocal<KeyHash> OF_THREAD = ThreadLocal.withInitial(KeyHash::new);

    private final MessageDigest sha = sha256();
    private final byte[] identity = new byte[ROOM_BYTES];
    private final byte[] digest = new byte[DIGEST_BYTES];
    private final byte[] key = new byte[PREFIX_BYTES + KEY_BYTES / 3 * 4];
    /** Of the last event: mostly the next one's, too. */
    private String kind = "";

    private byte[] kindBytes = {};
    private int length;

    private KeyHash() {
        key[0] = 'h';
        key[1] = ':';
    }

    /** The thread's one, to be written into until {@link #key}, which ends it. */
    static KeyHash begin(String kind, long timeMillis) {
        var hash = OF_THREAD.get();
        hash.length = 0;
        if (!kind.equals(hash.kind)) {
            hash.kind = kind;
            hash.kindBytes = (kind + '\0').getBytes(UTF_8);
        }
        return hash.bytes(hash.kindBytes, 0, hash.kindBytes.length).eightBytes(timeMillis);
    }

    /** One byte where it is small. */
    KeyHash number(long number) {
        makeRoom(MAX_NUMBER_BYTES);
        if (number >= 0 && number < ONE_BYTE_NUMBERS) {
            identity[length++] = (byte) number;
            return this;
        }
        identity[length++] = (byte) ONE_BYTE_NUMBERS;
        return eightBytes(number);
    }

    private KeyHash eightBytes(long number) {
        makeRoom(Long.BYTES);
        LONG.set(identity, length, number);
        length += Long.BYTES;
        return this;
    }

    KeyHash bytes(Slice slice) {
        return bytes(slice.bytes(), slice.from(), slice.length());
    }

    private KeyHash bytes(byte[] bytes, int from, int count) {
        makeRoom(count);
        if (count > ROOM_BYTES) {
            sha.update(bytes, from, count);
        } else {
            System.arraycopy(bytes, from, identity, length, count);
            length += count;
        }
        return this;
    }

    private void makeRoom(int count) {
        if (count > ROOM_BYTES - length) {
            sha.update(identity, 0, length);
            length = 0;
        }
    }

    /** {@code h:} and 20 characters of base 64. */
    String key() {
        sha.update(identity, 0, length);
        try {
            sha.digest(digest, 0, DIGEST_BYTES);
        } catch (DigestException e) {
            throw new AssertionError("a SHA-256 has 32 bytes", e);
        }
        var at = PREFIX_BYTES;
        for (var i = 0; i < KEY_BYTES; i += 3) {
            var three =
                    (digest[i] & 0xFF) << 16 | (digest[i + 1] & 0xFF) << 8 | digest[i + 2] & 0xFF;
            key[at++] = BASE_64[three >> 18];
            key[at++] = BASE_64[three >> 12 & 0x3F];
            key[at++] = BASE_64[three >> 6 & 0x3F];
            key[at++] = BASE_64[three & 0x3F];
        }
        return new String(key, ISO_8859_1);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
