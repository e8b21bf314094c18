package dev.danmaku.store.export;

import java.util.function.IntPredicate;

/** What somebody wrote, without the characters that a format cannot bear. */
final class CleanText {
    private static final int REPLACEMENT = 0xfffd;

    private CleanText() {}

    /** All that XML 1.0 can hold, escaped where need be. */
    static String xml(String text) {
        return filter(text, CleanText::isXml);
    }

    /** The same on one line: attributes are read so that line ends are lost anyway. */
    static String xmlAttribute(String text) {
        return xml(text).replaceAll("[\\t\\n\\r]", " ");
    }

    /** Line ends and tabs stay; other controls of ASCII and halves of surrogate pairs become U+FFFD. */
    static String csv(String text) {
        if (text.codePoints().allMatch(CleanText::isCsv)) {
            return text;
        }
        var clean = new StringBuilder(text.length());
        text.codePoints().map(c -> isCsv(c) ? c : REPLACEMENT).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static String filter(String text, IntPredicate stays) {
        if (text.codePoints().allMatch(stays)) {
            return text;
        }
        var clean = new StringBuilder(text.length());
        text.codePoints().filter(stays).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isCsv(int c) {
        return isTabOrLineEnd(c) || (c >= 0x20 && c != 0x7f && !isHalf(c));
    }

    /** The specification's Char. */
    private static boolean isXml(int c) {
        return isTabOrLineEnd(c) || (c >= 0x20 && !isHalf(c) && c != 0xfffe && c != 0xffff);
    }

    private static boolean isTabOrLineEnd(int c) {
        return c == '\t' || c == '\n' || c == '\r';
    }

    /** A pair is one code point. */
    private static boolean isHalf(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
