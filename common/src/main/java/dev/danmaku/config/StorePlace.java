package dev.danmaku.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Where events are stored: key {@code danmaku.store.url}. */
public sealed interface StorePlace {
    /** What people may write. */
    String ALLOWED =
            "sqlite:FILE, or postgresql://[user:password@]host[:port][,host[:port]]/database[?sslmode=...];"
                    + " either may have jdbc: before it";

    /** One file, for one machine. */
    record Sqlite(Path file) implements StorePlace {}

    /**
     * A server, for any number of processes.
     *
     * @param addresses of one database, in the order to try
     * @param user null for the name of the process' own user
     * @param password null where it is given apart or not needed
     * @param parameters as PostgreSQL's driver knows them
     */
    record Postgres(
            List<Address> addresses,
            String database,
            @Nullable String user,
            @Nullable String password,
            Map<String, String> parameters)
            implements StorePlace {
        private static final int PORT = 5432;

        /** The driver can load classes by name; these parameters can not. */
        private static final Set<String> PARAMETERS = Set.of(
                "sslmode",
                "sslrootcert",
                "sslcert",
                "sslkey",
                "channelBinding",
                "gssEncMode",
                "targetServerType",
                "currentSchema",
                "ApplicationName");

        public Postgres {
            addresses = List.copyOf(addresses);
            parameters = Map.copyOf(parameters);
            if (database.isEmpty()) {
                throw new IllegalArgumentException(
                        "it ends in the database's name, as in postgresql://host/danmaku");
            }
        }

        private static Postgres of(ServerUrl url) {
            return new Postgres(
                    url.addresses(),
                    Objects.requireNonNullElse(url.path(), ""),
                    url.user(),
                    url.password(),
                    parameters(url.query()));
        }

        private static Map<String, String> parameters(@Nullable String query) {
            var parameters = new TreeMap<String, String>();
            if (query == null) {
                return parameters;
            }
            for (var part : query.split("&", -1)) {
                var equals = part.indexOf('=');
                var name = equals < 0 ? part : part.substring(0, equals);
                if (!PARAMETERS.contains(name)) {
                    throw new IllegalArgumentException(
                            "its ?query may hold %s; user and password stand before the host, or under danmaku.store.password"
                                    .formatted(String.join(
                                            ", ", PARAMETERS.stream().sorted().toList())));
                }
                parameters.put(name, ServerUrl.decode(part.substring(equals + 1)));
            }
            return parameters;
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Postgres[addresses=%s, database=%s, user=%s, password=%s, parameters=%s]"
                    .formatted(
                            addresses,
                            database,
                            user,
                            password == null ? "none" : "***",
                            parameters);
        }
    }

    /**
     * Reads {@code sqlite:FILE} or {@code postgresql://[user:password@]host[:port]/database}.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong and repeats no password
     */
    static StorePlace parse(String url) {
        var text = url.strip();
        var plain = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
        if (plain.startsWith("sqlite:")) {
            return sqlite(plain.substring("sqlite:".length()));
        }
        if (plain.startsWith("postgresql:") || plain.startsWith("postgres:")) {
            return Postgres.of(ServerUrl.parse(plain, Postgres.PORT));
        }
        throw new IllegalArgumentException("it begins with sqlite: or postgresql://");
    }

    private static Sqlite sqlite(String file) {
        if (file.isBlank() || file.startsWith(":") || file.contains("?")) {
            throw new IllegalArgumentException(
                    "after sqlite: stands the name of a file, without parameters");
        }
        return new Sqlite(Path.of(file));
    }
}
