package dev.danmaku.room;

/** An id that cannot be a room of its platform. The message says what an id looks like. */
public final class BadRoomId extends IllegalArgumentException {
    private static final int PRINTED_CHARS = 80;

    BadRoomId(String message) {
        super(message);
    }

    /** Cuts to a printable length and hides control characters: these texts are hostile and reach logs. */
    static String printable(String text) {
        var cut = text.length() <= PRINTED_CHARS
                ? text
                : text.substring(0, PRINTED_CHARS) + "... (" + text.length() + " characters)";
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
