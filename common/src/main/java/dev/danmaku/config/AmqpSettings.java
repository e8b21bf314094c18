package dev.danmaku.config;

import java.util.List;
import java.util.Objects;

/**
 * Where RabbitMQ is: key {@code danmaku.amqp-url}.
 *
 * @param addresses the nodes of one broker, in the order to try
 */
public record AmqpSettings(
        List<Address> addresses, boolean tls, String user, String password, String virtualHost) {
    private static final int PORT = 5672;
    private static final int TLS_PORT = 5671;

    /** The local broker, with RabbitMQ's own first login. */
    public static final String DEFAULT_URL = "amqp://localhost:5672";

    public AmqpSettings {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("it names a host");
        }
    }

    /**
     * Reads {@code amqp://[user:password@]host[:port][,host[:port]][/virtual-host]}, {@code amqps://} for TLS. Without a
     * path, or with {@code /} alone, the virtual host is {@code /}.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public static AmqpSettings parse(String url) {
        var tls = url.strip().startsWith("amqps:");
        var parts = ServerUrl.parse(url, tls ? TLS_PORT : PORT);
        if (!parts.scheme().equals("amqp") && !parts.scheme().equals("amqps")) {
            throw new IllegalArgumentException("it begins with amqp:// or amqps://");
        }
        if (parts.query() != null) {
            throw new IllegalArgumentException("it has no ?query");
        }
        var path = Objects.requireNonNullElse(parts.path(), "");
        return new AmqpSettings(
                parts.addresses(),
                tls,
                Objects.requireNonNullElse(parts.user(), "guest"),
                Objects.requireNonNullElse(parts.password(), "guest"),
                path.isEmpty() ? "/" : path);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "AmqpSettings[addresses=%s, tls=%s, user=%s, password=***, virtualHost=%s]"
                .formatted(addresses, tls, user, virtualHost);
    }
}
