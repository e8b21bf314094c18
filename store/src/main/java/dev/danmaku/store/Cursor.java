package dev.danmaku.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** Where a reader stands: behind one event, whatever is stored before or after it meanwhile. */
record Cursor(long at, int platform, long id) {
    private static final Pattern SHAPE =
            Pattern.compile("1:([0-9]{1,18}):([0-9]{1,4}):([0-9]{1,18})");

    /** Opaque. */
    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("1:%d:%d:%d"
                        .formatted(at, platform, id)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws IllegalArgumentException if the text is no cursor */
    static Cursor parse(String text) {
        var decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.ISO_8859_1);
        var parts = SHAPE.matcher(decoded);
        if (!parts.matches()) {
            throw new IllegalArgumentException("this is no cursor of an earlier page");
        }
        return new Cursor(
                Long.parseLong(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Long.parseLong(parts.group(3)));
    }
}
