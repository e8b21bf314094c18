package dev.danmaku.platforms.bilibili.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Signs a query as the site's own page does, from two keys that it hands to anybody. */
final class Wbi {
    /** Of both keys, in which order their characters count; the rest does not. */
    private static final int[] ORDER = {
        46, 47, 18, 2, 53, 8, 23, 32, 15, 50, 10, 31, 58, 3, 45, 35, //
        27, 43, 5, 49, 33, 9, 42, 19, 29, 28, 14, 39, 12, 38, 41, 13
    };
    /** Of each key. */
    static final int KEY_CHARS = 32;

    private static final String STRIPPED = "[!'()*]";
    private static final String UNRESERVED = "-_.~";
    private static final HexFormat HEX = HexFormat.of();
    private static final HexFormat UPPER_HEX = HexFormat.of().withUpperCase();

    private Wbi() {}

    /** @throws IllegalArgumentException if a key has not 32 characters */
    static String mixinKey(String imgKey, String subKey) {
        if (imgKey.length() != KEY_CHARS || subKey.length() != KEY_CHARS) {
            throw new IllegalArgumentException("a key has 32 characters");
        }
        var raw = imgKey + subKey;
        var mixed = new StringBuilder(ORDER.length);
        for (var index : ORDER) {
            mixed.append(raw.charAt(index));
        }
        return mixed.toString();
    }

    /**
     * The whole query, signed.
     *
     * @param seconds Unix time
     */
    static String signed(Map<String, String> parameters, long seconds, String mixinKey) {
        var sorted = new TreeMap<>(parameters);
        sorted.put("wts", Long.toString(seconds));
        var query = sorted.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey())
                        + '='
                        + encoded(parameter.getValue().replaceAll(STRIPPED, "")))
                .collect(Collectors.joining("&"));
        return query + "&w_rid=" + md5(query + mixinKey);
    }

    /** Percent signs throughout: a space is no plus. */
    static String encoded(String text) {
        var encoded = new StringBuilder(text.length());
        for (var b : text.getBytes(UTF_8)) {
            var c = (char) (b & 0xff);
            if (c >= 'A' && c <= 'Z'
                    || c >= 'a' && c <= 'z'
                    || c >= '0' && c <= '9'
                    || UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(UPPER_HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    private static String md5(String text) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has MD5", e);
        }
    }
}
