package dev.danmaku.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Where a server listens. */
public record Address(String host, int port) {
    private static final int MAX_PORT = 65_535;
    private static final Pattern SHAPE =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^:\\[\\]]+))(?::([0-9]{1,5}))?");

    public Address {
        if (host.isBlank() || host.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '@')) {
            throw new IllegalArgumentException("a host is a name or an IP address");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("a port is a number from 1 to " + MAX_PORT);
        }
    }

    /**
     * Reads {@code host:port,host:port}; an IPv6 address stands in square brackets.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    static List<Address> parseAll(String text, int defaultPort) {
        var addresses = new ArrayList<Address>();
        for (var part : text.split(",", -1)) {
            addresses.add(parse(part.strip(), defaultPort));
        }
        return List.copyOf(addresses);
    }

    private static Address parse(String text, int defaultPort) {
        var matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a server is host or host:port; an IPv6 host stands in square brackets");
        }
        var host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        var port = matcher.group(3);
        return new Address(host, port == null ? defaultPort : Integer.parseInt(port));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
