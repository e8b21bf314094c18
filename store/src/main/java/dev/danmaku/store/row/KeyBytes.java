package dev.danmaku.store.row;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An event's key in few bytes: they stand in the row and in an index. A first byte says how to read the rest.
 *
 * <pre>
 *   0  the key's characters, two bytes each
 *   1  "h:" and base64url, which the rest is decoded
 *   2  "id:" and a decimal number, which the rest is as a whole number, big-endian
 *   3  "id:" and lower-case hexadecimal digits, two to a byte
 *   4  "id:" and ASCII characters
 *   5  SHA-256 of a key that is too long; the body has the key itself
 * </pre>
 */
final class KeyBytes {
    /** PostgreSQL's index rows hold some 2,700 bytes; nobody's keys come near this. */
    private static final int MAX_BYTES = 200;

    private static final byte PLAIN = 0;
    private static final byte HASH = 1;
    private static final byte NUMBER = 2;
    private static final byte HEX = 3;
    private static final byte ASCII = 4;
    private static final byte DIGEST = 5;

    private KeyBytes() {}

    static byte[] of(String key) {
        var bytes = packed(key);
        if (bytes == null) {
            bytes = tagged(PLAIN, Digests.bytes(key));
        }
        return bytes.length <= MAX_BYTES ? bytes : tagged(DIGEST, Digests.sha256(key));
    }

    /** Whether {@link #key} can tell the key. */
    static boolean isWhole(byte[] bytes) {
        return bytes[0] != DIGEST;
    }

    static String key(byte[] bytes) {
        var rest = Arrays.copyOfRange(bytes, 1, bytes.length);
        return switch (bytes[0]) {
            case HASH -> "h:" + Base64.getUrlEncoder().withoutPadding().encodeToString(rest);
            case NUMBER -> "id:" + new BigInteger(1, rest);
            case HEX -> "id:" + HexFormat.of().formatHex(rest);
            case ASCII -> "id:" + new String(rest, StandardCharsets.US_ASCII);
            case PLAIN -> ByteBuffer.wrap(rest).asCharBuffer().toString();
            default -> throw new IllegalArgumentException("no key begins with " + bytes[0]);
        };
    }

    /** Null where a key is not of a kind, or would not come back as it was. */
    private static byte @Nullable [] packed(String key) {
        if (key.startsWith("h:")) {
            return hash(key);
        }
        if (!key.startsWith("id:")) {
            return null;
        }
        var id = key.substring("id:".length());
        if (isNumber(id)) {
            return tagged(NUMBER, unsigned(new BigInteger(id)));
        }
        if (isHex(id)) {
            return tagged(HEX, HexFormat.of().parseHex(id));
        }
        return id.chars().allMatch(c -> c < 0x80)
                ? tagged(ASCII, id.getBytes(StandardCharsets.US_ASCII))
                : null;
    }

    private static byte @Nullable [] hash(String key) {
        if (!key.chars().allMatch(c -> c < 0x80)) {
            return null;
        }
        try {
            var bytes = tagged(HASH, Base64.getUrlDecoder().decode(key.substring("h:".length())));
            return key(bytes).equals(key) ? bytes : null;
        } catch (IllegalArgumentException e) {
            return null; // somebody else's hash: it stays text
        }
    }

    private static boolean isNumber(String id) {
        return !id.isEmpty()
                && id.length() <= MAX_BYTES
                && id.chars().allMatch(c -> c >= '0' && c <= '9')
                && (id.charAt(0) != '0' || id.length() == 1);
    }

    private static boolean isHex(String id) {
        return !id.isEmpty()
                && id.length() % 2 == 0
                && id.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    private static byte[] unsigned(BigInteger number) {
        var bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static byte[] tagged(byte kind, byte[] rest) {
        var bytes = new byte[rest.length + 1];
        bytes[0] = kind;
        System.arraycopy(rest, 0, bytes, 1, rest.length);
        return bytes;
    }
}
