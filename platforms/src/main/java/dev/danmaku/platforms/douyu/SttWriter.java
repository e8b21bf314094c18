package dev.danmaku.platforms.douyu;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Writes STT: a map's entries as {@code key@=value/}, a list's items as {@code item/}. A map or list inside another one is the
 * text of a writer of its own: it is escaped once more, like any other value.
 */
final class SttWriter {
    private final StringBuilder text = new StringBuilder();

    SttWriter put(String key, String value) {
        escape(key);
        text.append("@=");
        return item(value);
    }

    SttWriter item(String value) {
        escape(value);
        text.append('/');
        return this;
    }

    /** One pass: replacing one mark after the other would escape an escape. */
    private void escape(String value) {
        for (var i = 0; i < value.length(); i++) {
            switch (value.charAt(i)) {
                case '@' -> text.append("@A");
                case '/' -> text.append("@S");
                default -> text.append(value.charAt(i));
            }
        }
    }

    String text() {
        return text.toString();
    }

    byte[] bytes() {
        return text.toString().getBytes(UTF_8);
    }
}
