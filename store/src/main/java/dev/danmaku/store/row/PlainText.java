package dev.danmaku.store.row;

/** Any Java text as one that every database takes, and back: NUL, halves of surrogate pairs and the backslash are escaped. */
public final class PlainText {
    private static final int HEX = 16;
    private static final int HEX_DIGITS = 4;

    private PlainText() {}

    /** The text itself, unless it holds what needs an escape. */
    public static String escape(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' || isUnfit(text, i)) {
                return escapeFrom(text, i);
            }
        }
        return text;
    }

    private static String escapeFrom(String text, int first) {
        var escaped = new StringBuilder(text.length() + HEX).append(text, 0, first);
        for (var i = first; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '\\') {
                escaped.append("\\\\");
            } else if (isUnfit(text, i)) {
                escape(c, escaped);
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** What {@link #escape} was given. */
    public static String unescape(String escaped) {
        if (escaped.indexOf('\\') < 0) {
            return escaped;
        }
        var text = new StringBuilder(escaped.length());
        for (var i = 0; i < escaped.length(); i++) {
            var c = escaped.charAt(i);
            if (c != '\\') {
                text.append(c);
            } else if (escaped.charAt(i + 1) == '\\') {
                text.append('\\');
                i++;
            } else {
                var from = i + 2;
                text.append((char) Integer.parseInt(escaped, from, from + HEX_DIGITS, HEX));
                i += 1 + HEX_DIGITS;
            }
        }
        return text.toString();
    }

    /** A JSON text with halves of surrogate pairs escaped; they can only stand inside its strings. */
    static String escapeHalves(String json) {
        for (var i = 0; i < json.length(); i++) {
            if (isHalf(json, i)) {
                var escaped = new StringBuilder(json.length() + HEX).append(json, 0, i);
                for (var j = i; j < json.length(); j++) {
                    if (isHalf(json, j)) {
                        escape(json.charAt(j), escaped);
                    } else {
                        escaped.append(json.charAt(j));
                    }
                }
                return escaped.toString();
            }
        }
        return json;
    }

    private static void escape(char c, StringBuilder target) {
        target.append("\\u%04x".formatted((int) c));
    }

    private static boolean isUnfit(String text, int index) {
        return text.charAt(index) == 0 || isHalf(text, index);
    }

    static boolean isHalf(String text, int index) {
        var c = text.charAt(index);
        if (!Character.isSurrogate(c)) {
            return false;
        }
        return Character.isHighSurrogate(c)
                ? index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1))
                : index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
    }
}
