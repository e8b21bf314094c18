package dev.danmaku.store.export;

/**
 * What somebody wrote, as it may stand in a line of dialogue: no character of it means anything to a player, and it is one line.
 * How wide it is on the screen is estimated: about right for usual fonts, and rather too much than too little.
 */
final class AssText {
    /** No more of a text than this can be read while it passes. */
    static final int LONGEST = 120;

    private static final double NARROW = 0.6;
    private static final int FIRST_WIDE = 0x1100;

    private AssText() {}

    /** @return empty where nothing is left to be seen */
    static String of(String text) {
        var clean = new StringBuilder();
        var left = LONGEST;
        for (var i = 0; i < text.length() && left > 0; left--) {
            var c = text.codePointAt(i);
            i += Character.charCount(c);
            append(clean, c);
            if (left == 1 && i < text.length()) {
                clean.append('…');
            }
        }
        return clean.toString().strip();
    }

    private static void append(StringBuilder clean, int c) {
        switch (c) {
            case '{' -> clean.append('｛');
            case '}' -> clean.append('｝');
            case '\\' -> clean.append('＼');
            case '\t', '\n', 0x0b, '\f', '\r', 0x85, 0x2028, 0x2029 -> clean.append(' ');
            default -> {
                if (!isUnseen(c)) {
                    clean.appendCodePoint(c);
                }
            }
        }
    }

    /** Controls, halves of pairs, what is no character, and what would turn the rest of the line around. */
    private static boolean isUnseen(int c) {
        if ((c & 0xfffe) == 0xfffe) {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE -> true;
            case Character.FORMAT ->
                (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
            default -> false;
        };
    }

    /** In the unit of the font's size. */
    static int width(String text, int fontSize) {
        return (int) Math.ceil(text.codePoints().mapToDouble(AssText::width).sum() * fontSize);
    }

    private static double width(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> c < FIRST_WIDE ? NARROW : 1;
        };
    }
}
