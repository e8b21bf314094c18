package dev.danmaku.platforms;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * An event's identity within its room. Where the platform gives no id, two holders of a room agree by the
 * server's time, what was said and by whom, and which one in the frame it was.
 */
public final class EventKeys {
    /** 120 bits: a billion events a room stay distinct. */
    private static final int HASH_BYTES = 15;
    /** A longer id is hashed: keys are kept by the million. */
    private static final int MAX_ID_CHARS = 64;

    private static final ThreadLocal<MessageDigest> SHA_256 =
            ThreadLocal.withInitial(EventKeys::sha256);

    private EventKeys() {}

    /** The platform's own id of the event. */
    public static String ofId(String kind, String id) {
        return id.length() <= MAX_ID_CHARS ? "id:" + id : hashed(kind, 0, id, "", 0);
    }

    /**
     * @param kind of event: a like and a comment may agree in all else
     * @param timeMillis the server's time of the frame
     * @param ordinal of the event among its kind in the frame
     */
    public static String hashed(
            String kind, long timeMillis, String who, String what, long ordinal) {
        // Lengths keep "ab" + "c" apart from "a" + "bc".
        var identity =
                kind + ' ' + timeMillis + ' ' + ordinal + ' ' + who.length() + ' ' + who + what;
        var hash = SHA_256.get().digest(identity.getBytes(UTF_8));
        var shortened = new byte[HASH_BYTES];
        System.arraycopy(hash, 0, shortened, 0, HASH_BYTES);
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
