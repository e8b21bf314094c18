package dev.danmaku.config;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * A proxy as {@code http://[user:password@]host:port} or {@code socks5://[user:password@]host:port}.
 *
 * @param user null where the proxy asks for none
 * @param password null where the proxy asks for none
 */
public record ProxyAddress(
        Kind kind,
        Address address,
        @Nullable String user,
        @Nullable String password) {
    static final String ALLOWED =
            "http://[user:password@]host:port (CONNECT) or socks5://[user:password@]host:port";

    private static final int USUAL_HTTP_PORT = 8080;
    private static final int USUAL_SOCKS_PORT = 1080;

    /** HTTP: tunnels by CONNECT. SOCKS5: resolves names at the proxy. */
    public enum Kind {
        HTTP,
        SOCKS5
    }

    /** @throws IllegalArgumentException with a sentence that does not repeat the text, which may hold a password */
    public static ProxyAddress parse(String text) {
        var socks = text.startsWith("socks5://");
        // The shape of an URL has letters and dashes in its scheme.
        var url = ServerUrl.parse(
                socks ? "socks://" + text.substring("socks5://".length()) : text,
                socks ? USUAL_SOCKS_PORT : USUAL_HTTP_PORT);
        if (!socks && !url.scheme().equals("http")) {
            throw new IllegalArgumentException("a proxy is " + ALLOWED);
        }
        if (url.addresses().size() != 1 || url.path() != null && !url.path().isEmpty()) {
            throw new IllegalArgumentException("a proxy is one host and port, without a path");
        }
        return new ProxyAddress(
                socks ? Kind.SOCKS5 : Kind.HTTP,
                url.addresses().getFirst(),
                url.user(),
                url.password());
    }

    /** Without its login, which is a secret. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + "://" + address;
    }
}
