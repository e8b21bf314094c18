package dev.danmaku.platforms;

/** Words of strangers as they may stand in logs, metrics and reasons. */
public final class Printable {
    private static final char INSTEAD = '?';

    private Printable() {}

    /** Cut where it is longer, and without control characters or halves of a character. */
    public static String of(String text, int maxChars) {
        var cut = Math.min(text.length(), maxChars);
        var printable = new StringBuilder(cut + 3);
        for (var i = 0; i < cut; i++) {
            var c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < cut
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                printable.append(c).append(text.charAt(++i));
            } else {
                printable.append(
                        Character.isISOControl(c) || Character.isSurrogate(c) ? INSTEAD : c);
            }
        }
        return cut < text.length() ? printable.append("...").toString() : printable.toString();
    }
}
