package dev.danmaku.simulator.bilibili;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The signature that some look-ups want, seen from the side that checks it.
 *
 * <pre>
 *   mixin = first 32 characters of imgKey + subKey, re-ordered
 *   w_rid = md5(name=value&amp;... sorted by name, with wts, without w_rid; then mixin)
 * </pre>
 *
 * <p>Signers delete {@code ! ' ( ) *} from values before they send them. Here what arrived is signed as it arrived, so
 * one that signs the stripped text and sends the other is found out.
 */
record Wbi(String imgKey, String subKey) {
    private static final int MIXIN_CHARS = 32;
    private static final int[] ORDER = {
        46, 47, 18, 2, 53, 8, 23, 32, 15, 50, 10, 31, 58, 3, 45, 35, 27, 43, 5, 49, 33, 9, 42, 19,
        29, 28, 14, 39, 12, 38, 41, 13
    };
    private static final String UNRESERVED = "-_.~";

    String mixin() {
        var raw = imgKey + subKey;
        var mixin = new StringBuilder(MIXIN_CHARS);
        for (var index : ORDER) {
            mixin.append(raw.charAt(index));
        }
        return mixin.toString();
    }

    /** The signature of the decoded parameters of a query, {@code wts} among them. */
    String sign(Map<String, List<String>> parameters) {
        return md5(query(parameters) + mixin());
    }

    static String query(Map<String, List<String>> parameters) {
        var query = new StringBuilder();
        new TreeMap<>(parameters).forEach((name, values) -> {
            if (!name.equals("w_rid")) {
                query.append(query.isEmpty() ? "" : "&")
                        .append(encode(name))
                        .append('=')
                        .append(encode(values.getFirst()));
            }
        });
        return query.toString();
    }

    private static String encode(String text) {
        var encoded = new StringBuilder();
        for (var b : text.getBytes(StandardCharsets.UTF_8)) {
            var c = (char) (b & 0xFF);
            if (c >= 'A' && c <= 'Z'
                    || c >= 'a' && c <= 'z'
                    || c >= '0' && c <= '9'
                    || UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    private static String md5(String text) {
        try {
            var digest = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
