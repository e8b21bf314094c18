package dev.danmaku.platforms.douyu;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Identities of events: the platform's own id, else a hash of the whole message, which is the same for every holder. */
final class BodyKeys {
    /** 120 bits: a billion events a room stay distinct. */
    private static final int HASH_BYTES = 15;
    /** With its prefix. A longer id is not believed: keys are kept by the million. */
    private static final int MAX_KEY_CHARS = 67;

    private static final long MINUTE_MILLIS = 60_000;
    private static final ThreadLocal<MessageDigest> SHA_256 =
            ThreadLocal.withInitial(BodyKeys::sha256);

    private BodyKeys() {}

    /** By the id in that field; null where there is none. */
    static @Nullable String ofId(SttMap message, String field) {
        var key = message.between("id:", field, "");
        return key == null || key.length() > MAX_KEY_CHARS ? null : key;
    }

    /** Of a message that differs from every other one. */
    static String ofBody(String kind, SttMap message) {
        return hash(kind, 0, message);
    }

    /**
     * Of a message that says no time and may come again just the same: the minute of its coming keeps the two apart. Two holders
     * differ where one heard it before the full minute and the other after.
     */
    static String ofBody(String kind, SttMap message, long receivedAt) {
        return hash(kind, receivedAt / MINUTE_MILLIS, message);
    }

    private static String hash(String kind, long minute, SttMap message) {
        var sha = SHA_256.get();
        sha.update((kind + ' ' + minute + ' ').getBytes(US_ASCII));
        sha.update(message.bytes(), message.from(), message.to() - message.from());
        var shortened = new byte[HASH_BYTES];
        System.arraycopy(sha.digest(), 0, shortened, 0, HASH_BYTES);
        return "h:" + Base64.getUrlEncoder().encodeToString(shortened);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
