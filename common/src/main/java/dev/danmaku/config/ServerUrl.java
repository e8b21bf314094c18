package dev.danmaku.config;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code scheme://user:password@host:port,host:port/path?query}: an URL of several hosts, which {@code java.net.URI} does
 * not know. User, password and path are decoded here.
 *
 * @param path without its slash; null where there is none
 * @param query without its question mark; null where there is none
 */
record ServerUrl(
        String scheme,
        @Nullable String user,
        @Nullable String password,
        List<Address> addresses,
        @Nullable String path,
        @Nullable String query) {
    private static final Pattern SHAPE =
            Pattern.compile("([a-z][a-z-]*)://(?:([^@/]*)@)?([^/?@]+)(?:/([^?]*))?(?:\\?(.*))?");
    private static final String PASSWORD_HINT =
            "; characters such as @ and / in a password are written %40 and %2F";

    /** @throws IllegalArgumentException with a sentence that does not repeat the text, which may hold a password */
    static ServerUrl parse(String text, int defaultPort) {
        var matcher = SHAPE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "it has the shape scheme://user:password@host:port/path" + PASSWORD_HINT);
        }
        var login = matcher.group(2);
        var colon = login == null ? -1 : login.indexOf(':');
        var user = login == null ? null : decode(colon < 0 ? login : login.substring(0, colon));
        var password = login == null || colon < 0 ? null : decode(login.substring(colon + 1));
        var path = matcher.group(4);
        return new ServerUrl(
                matcher.group(1),
                blankToNull(user),
                blankToNull(password),
                Address.parseAll(matcher.group(3), defaultPort),
                path == null ? null : decode(path),
                matcher.group(5));
    }

    /** The text without its password, for logs. */
    static String masked(String text) {
        return text.replaceAll("(://[^:@/]*):[^@/]*@", "$1:***@");
    }

    static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a % is followed by two hexadecimal digits", e);
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
