package dev.danmaku.platforms.douyu.lookup;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTML entities, which the site leaves in its JSON: {@code &nbsp;} in a title. */
final class Entities {
    private static final Pattern ENTITY =
            Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,5}));");
    private static final Map<String, String> NAMED =
            Map.of("nbsp", " ", "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'");
    private static final int HEX = 16;
    private static final int DECIMAL = 10;

    private Entities() {}

    /** In one pass; what is no entity stays. */
    static String decode(String text) {
        return text.indexOf('&') < 0
                ? text
                : ENTITY.matcher(text)
                        .replaceAll(entity -> Matcher.quoteReplacement(decode(
                                entity.group(),
                                entity.group(1),
                                entity.group(2),
                                entity.group(3))));
    }

    private static String decode(String whole, String decimal, String hex, String name) {
        if (name != null) {
            return NAMED.getOrDefault(name, whole);
        }
        var point = hex == null ? Integer.parseInt(decimal, DECIMAL) : Integer.parseInt(hex, HEX);
        return Character.isValidCodePoint(point) && !Character.isISOControl(point)
                ? Character.toString(point)
                : whole;
    }
}
