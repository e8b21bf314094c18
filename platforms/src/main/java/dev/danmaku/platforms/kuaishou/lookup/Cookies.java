package dev.danmaku.platforms.kuaishou.lookup;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The cookies that the site hands to anybody who opens a page. Bounded; kept for the life of the process. */
final class Cookies {
    /** The site sets about six. */
    static final int MAX_COOKIES = 32;
    /** Of one cookie. */
    static final int MAX_CHARS = 4_096;

    private final Map<String, String> values = new LinkedHashMap<>();

    /** Keeps what Set-Cookie headers say; an empty value or a Max-Age of 0 takes a cookie away. */
    synchronized void keep(List<String> setCookies) {
        for (var header : setCookies) {
            var parts = header.split(";", 2);
            var equals = parts[0].indexOf('=');
            if (equals > 0 && parts[0].length() <= MAX_CHARS) {
                var name = parts[0].substring(0, equals).strip();
                var value = parts[0].substring(equals + 1).strip();
                var gone = parts.length > 1 && parts[1].toLowerCase().contains("max-age=0");
                keep(name, gone ? "" : value);
            }
        }
    }

    private void keep(String name, String value) {
        if (value.isEmpty()) {
            values.remove(name);
        } else if (values.containsKey(name) || values.size() < MAX_COOKIES) {
            values.put(name, value);
        }
    }

    /** The Cookie header; empty where there is none. */
    synchronized String header() {
        return values.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** The first cookie of that name in a Cookie header, percent signs decoded. */
    static Optional<String> find(String name, String header) {
        for (var part : header.split(";")) {
            var cookie = part.strip();
            if (cookie.startsWith(name + "=")) {
                return Optional.of(decoded(cookie.substring(name.length() + 1)));
            }
        }
        return Optional.empty();
    }

    /** Percent signs only: URLDecoder would also turn a plus, which base64 has, into a space. */
    private static String decoded(String value) {
        var bytes = new ByteArrayOutputStream(value.length());
        for (var at = 0; at < value.length(); at++) {
            var c = value.charAt(at);
            if (c == '%'
                    && at + 2 < value.length()
                    && isHex(value, at + 1)
                    && isHex(value, at + 2)) {
                bytes.write(Integer.parseInt(value, at + 1, at + 3, 16));
                at += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static boolean isHex(String text, int at) {
        return Character.digit(text.charAt(at), 16) >= 0;
    }
}
