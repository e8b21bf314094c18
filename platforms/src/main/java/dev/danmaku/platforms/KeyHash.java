package dev.danmaku.platforms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 of what makes an event the one it is, shortened. It is written into one array and hashed from there: nothing is made
 * but the key itself. Texts of strangers go in, so that the hash must be one in which nobody can find two of the same; a
 * usual comment with its writer and its time is one block of it.
 */
final class KeyHash {
    /** 120 bits: a billion events a room stay distinct. */
    private static final int KEY_BYTES = 15;

    private static final int DIGEST_BYTES = 32;
    private static final String PREFIX = "h:";
    private static final byte[] BASE_64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(US_ASCII);
    private static final int ROOM_BYTES = 512;
    private static final int MAX_DIGITS = 20;

    private static final ThreadLocal<KeyHash> OF_THREAD = ThreadLocal.withInitial(KeyHash::new);

    private final MessageDigest sha = sha256();
    private final byte[] identity = new byte[ROOM_BYTES];
    private final byte[] digest = new byte[DIGEST_BYTES];
    private final byte[] key = new byte[PREFIX.length() + KEY_BYTES / 3 * 4];
    private int length;

    private KeyHash() {
        key[0] = 'h';
        key[1] = ':';
    }

    /** To be written into until {@link #key}, which ends it. */
    static KeyHash ofThread() {
        var hash = OF_THREAD.get();
        hash.length = 0;
        return hash;
    }

    KeyHash ascii(String text) {
        return text(text);
    }

    KeyHash space() {
        makeRoom(1);
        identity[length++] = ' ';
        return this;
    }

    /** In decimal digits. */
    KeyHash number(long number) {
        if (number < 0) {
            return text(Long.toString(number));
        }
        makeRoom(MAX_DIGITS);
        var digits = 1;
        for (var rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        var rest = number;
        for (var at = length + digits - 1; at >= length; at--) {
            identity[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** As UTF-8. */
    KeyHash text(String text) {
        var chars = text.length();
        if (chars > ROOM_BYTES) {
            return bytes(text.getBytes(UTF_8));
        }
        makeRoom(chars);
        for (var i = 0; i < chars; i++) {
            var c = text.charAt(i);
            if (c >= 0x80) {
                return bytes(text.getBytes(UTF_8));
            }
            identity[length + i] = (byte) c;
        }
        length += chars;
        return this;
    }

    KeyHash bytes(Slice slice) {
        return bytes(slice.bytes(), slice.from(), slice.length());
    }

    private KeyHash bytes(byte[] bytes) {
        return bytes(bytes, 0, bytes.length);
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

    /** What does not fit any more is hashed at once. */
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
        var at = PREFIX.length();
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
