package dev.danmaku.platforms;

/**
 * An event's identity within its room. Where the platform gives no id, two holders of a room agree by the
 * server's time, what was said and by whom, and which one in the frame it was.
 */
public final class EventKeys {
    /** A longer id is hashed: keys are kept by the million. */
    private static final int MAX_ID_CHARS = 64;

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
        return hashed(kind, timeMillis, Slice.of(who), Slice.of(what), ordinal);
    }

    /** The same key, of texts that still lie in the bytes of their frame. */
    public static String hashed(String kind, long timeMillis, Slice who, Slice what, long ordinal) {
        // The length keeps "ab" + "c" apart from "a" + "bc".
        return KeyHash.begin(kind, timeMillis)
                .number(ordinal)
                .number(who.length())
                .bytes(who)
                .bytes(what)
                .key();
    }
}
