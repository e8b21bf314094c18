package dev.danmaku.store.row;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How texts are made alike before they are compared: one width and one form of each character (NFKC), one case, nothing that
 * cannot be seen. A search finds a text whose folded form contains the folded words.
 */
public final class Folding {
    private Folding() {}

    /** Has no control characters, no NUL, and no half of a surrogate pair. */
    public static String fold(String text) {
        if (isFoldedAlready(text)) {
            return text;
        }
        var visible = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (!Character.isISOControl(c) && !PlainText.isHalf(text, i)) {
                visible.append(c);
            }
        }
        return Normalizer.normalize(visible, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** Most chats are plain Chinese; they need no look at all. */
    private static boolean isFoldedAlready(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            var han = c >= 0x4E00 && c <= 0x9FFF;
            var lowAscii = c >= ' ' && c < 0x7F && (c < 'A' || c > 'Z');
            if (!han && !lowAscii) {
                return false;
            }
        }
        return true;
    }

    /** The different characters of a folded text: what the index knows of it. */
    public static Set<String> characters(String folded) {
        return folded.codePoints().mapToObj(Character::toString).collect(Collectors.toSet());
    }

    /** The same as words of hexadecimal digits with blanks between, for an index that knows only words. */
    public static String words(String folded) {
        return folded.codePoints()
                .distinct()
                .mapToObj(Integer::toHexString)
                .collect(Collectors.joining(" "));
    }
}
