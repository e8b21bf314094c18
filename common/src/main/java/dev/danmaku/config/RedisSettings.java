package dev.danmaku.config;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/**
 * Where the one Redis primary is: key {@code danmaku.redis-url}.
 *
 * @param addresses the server; with Sentinel, the Sentinels
 * @param master the name of the primary that the Sentinels know; null without Sentinel
 * @param user null for Redis' default user
 * @param database its number
 */
public record RedisSettings(
        List<Address> addresses,
        @Nullable String master,
        boolean tls,
        @Nullable String user,
        @Nullable String password,
        int database) {
    private static final int PORT = 6379;
    private static final int SENTINEL_PORT = 26_379;
    private static final int MAX_DATABASE = 1023;

    /** The local server. */
    public static final String DEFAULT_URL = "redis://localhost:6379";

    public RedisSettings {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty() || (master == null && addresses.size() > 1)) {
            throw new IllegalArgumentException(
                    "it names one host; several are for redis-sentinel:// (Redis Cluster is not supported)");
        }
        if (database < 0 || database > MAX_DATABASE) {
            throw new IllegalArgumentException("a database is a number from 0 to " + MAX_DATABASE);
        }
    }

    /**
     * Reads {@code redis://[user:password@]host[:port][/database]}, {@code rediss://} for TLS, or
     * {@code redis-sentinel://[user:password@]host[:port],host[:port]/master[?db=number]}.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public static RedisSettings parse(String url) {
        var sentinel = url.strip().startsWith("redis-sentinel:");
        var parts = ServerUrl.parse(url, sentinel ? SENTINEL_PORT : PORT);
        return switch (parts.scheme()) {
            case "redis", "rediss" -> standalone(parts);
            case "redis-sentinel" -> sentinel(parts);
            default ->
                throw new IllegalArgumentException(
                        "it begins with redis://, rediss:// or redis-sentinel://");
        };
    }

    private static RedisSettings standalone(ServerUrl url) {
        if (url.query() != null) {
            throw new IllegalArgumentException(
                    "it has no ?query: the database is its path, as in redis://host:6379/1");
        }
        var tls = url.scheme().equals("rediss");
        return new RedisSettings(
                url.addresses(), null, tls, url.user(), url.password(), database(url.path()));
    }

    private static RedisSettings sentinel(ServerUrl url) {
        var master = Objects.requireNonNullElse(url.path(), "");
        if (master.isEmpty()) {
            throw new IllegalArgumentException(
                    "it ends in the primary's name, as in redis-sentinel://host:26379/mymaster");
        }
        var query = url.query();
        if (query != null && !query.startsWith("db=")) {
            throw new IllegalArgumentException("its only ?query is db=number");
        }
        var database = database(query == null ? null : query.substring("db=".length()));
        return new RedisSettings(
                url.addresses(), master, false, url.user(), url.password(), database);
    }

    private static int database(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        if (!text.matches("[0-9]{1,4}")) {
            throw new IllegalArgumentException("a database is a number from 0 to " + MAX_DATABASE);
        }
        return Integer.parseInt(text);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "RedisSettings[addresses=%s, master=%s, tls=%s, user=%s, password=%s, database=%d]"
                .formatted(
                        addresses, master, tls, user, password == null ? "none" : "***", database);
    }
}
