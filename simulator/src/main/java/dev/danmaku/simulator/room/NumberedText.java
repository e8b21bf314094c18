package dev.danmaku.simulator.room;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The form in which every simulated chat carries its room's sequence number: {@code #42 你好}. Numbers begin at 1, rise
 * by 1, and go on over reconnects and broadcasts; so a reader tells loss and doubles from the texts alone.
 */
public final class NumberedText {
    private static final Pattern FORM = Pattern.compile("#([1-9][0-9]{0,17}) .*", Pattern.DOTALL);

    private NumberedText() {}

    public static String of(long sequence, String words) {
        return "#" + sequence + " " + words;
    }

    /** The sequence number in a chat's text, or nothing if the text was not written by a simulated room. */
    public static OptionalLong sequenceOf(String text) {
        var match = FORM.matcher(text);
        return match.matches()
                ? OptionalLong.of(Long.parseLong(match.group(1)))
                : OptionalLong.empty();
    }
}
