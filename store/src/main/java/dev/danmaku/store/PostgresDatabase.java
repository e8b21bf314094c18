package dev.danmaku.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;

import dev.danmaku.config.Secret;
import dev.danmaku.config.StorePlace;
import dev.danmaku.config.StoreSettings;
import dev.danmaku.room.Platform;
import dev.danmaku.store.row.Folding;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A server, for any number of processes. A day is a partition; batches go to it directly, by COPY, or by one statement where something came twice.
 *
 * <p>Texts are found by a GIN index over their characters, which needs no extension and stores nothing twice.
 */
final class PostgresDatabase implements Database {
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String CONNECTION_FAILURE = "08006";
    private static final int BATCHES_AFTER_A_DOUBLE = 20;

    /** Who reads, or tidies up, may wait so many times longer for an answer than who writes. */
    private static final int PATIENCE = 10;

    /** Names of advisory locks: any numbers that nobody else uses. */
    private static final int LOCK_OF_TABLES = 0x64616e6d;

    private static final int LOCK_OF_MIDNIGHTS = 0x64616e6e;

    /** Somebody who reads a day that should go makes us wait no longer: it goes the next time. */
    private static final Duration LOCK_WAIT = Duration.ofSeconds(10);

    private final HikariDataSource pool;
    private final Duration timeout;
    private final AtomicInteger batchesWithoutCopy = new AtomicInteger();

    private PostgresDatabase(HikariDataSource pool, Duration timeout) {
        this.pool = pool;
        this.timeout = timeout;
    }

    static PostgresDatabase open(StoreSettings settings, StorePlace.Postgres place)
            throws SQLException {
        var pool = pool(settings, place);
        try {
            Migrations.run(place, pool);
            return new PostgresDatabase(pool, settings.timeout());
        } catch (SQLException | RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static HikariDataSource pool(StoreSettings settings, StorePlace.Postgres place) {
        var hikari = new HikariConfig();
        hikari.setPoolName("store");
        hikari.setJdbcUrl(url(place));
        var user = place.user() == null ? System.getProperty("user.name") : place.user();
        hikari.setCredentialsProvider(() -> Credentials.of(user, password(settings, place)));
        hikari.setMaximumPoolSize(settings.poolSize());
        hikari.setMinimumIdle(1);
        hikari.setConnectionTimeout(settings.timeout().toMillis());
        var seconds = settings.timeout().toSeconds();
        hikari.addDataSourceProperty("connectTimeout", String.valueOf(seconds));
        hikari.addDataSourceProperty("socketTimeout", String.valueOf(seconds));
        hikari.addDataSourceProperty("tcpKeepAlive", "true");
        hikari.addDataSourceProperty("ApplicationName", "danmaku");
        place.parameters().forEach(hikari::addDataSourceProperty);
        return new HikariDataSource(hikari);
    }

    private static String url(StorePlace.Postgres place) {
        return "jdbc:postgresql://%s/%s"
                .formatted(
                        place.addresses().stream()
                                .map(Object::toString)
                                .collect(Collectors.joining(",")),
                        URLEncoder.encode(place.database(), StandardCharsets.UTF_8));
    }

    private static @Nullable String password(StoreSettings settings, StorePlace.Postgres place) {
        Secret apart = settings.password();
        return place.password() == null ? apart.value().orElse(null) : place.password();
    }

    @Override
    public Connection connect() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public <T> T transact(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            var result = work.run();
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        } finally {
            restore(connection);
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static void restore(Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // the connection is broken: the pool finds out when it gets it back
        }
    }

    @Override
    public SortedSet<Leaf> leaves(Connection connection) throws SQLException {
        var leaves = new TreeSet<Leaf>();
        try (var statement = connection.prepareStatement("""
                SELECT c.relname FROM pg_inherits i
                JOIN pg_class c ON c.oid = i.inhrelid
                JOIN pg_class p ON p.oid = i.inhparent
                WHERE p.relname = ? AND p.relnamespace = current_schema()::regnamespace AND p.relkind = 'p'""")) {
            for (var platform : Platform.values()) {
                var parent = parent(platform);
                statement.setString(1, parent);
                try (var result = statement.executeQuery()) {
                    while (result.next()) {
                        var day = result.getString(1).substring(parent.length() + 1);
                        leaves.add(new Leaf(
                                platform,
                                LocalDate.parse(day, DateTimeFormatter.BASIC_ISO_DATE)
                                        .toEpochDay()));
                    }
                }
            }
        }
        return leaves;
    }

    @Override
    public void make(Connection connection, Leaf leaf) throws SQLException {
        var parent = parent(leaf.platform());
        var table = leaf.table();
        var _ = transact(connection, () -> {
            // IF NOT EXISTS alone is no match for two that begin at once
            lock(connection, LOCK_OF_TABLES, 0);
            Sql.execute(
                    connection,
                    "CREATE TABLE IF NOT EXISTS %s PARTITION OF event FOR VALUES IN (%d) PARTITION BY RANGE (at)"
                            .formatted(parent, PlatformCode.of(leaf.platform())));
            Sql.execute(
                    connection,
                    "CREATE TABLE IF NOT EXISTS %s PARTITION OF %s FOR VALUES FROM (%d) TO (%d)"
                            .formatted(table, parent, leaf.begin(), leaf.end()));
            Sql.execute(
                    connection,
                    "CREATE UNIQUE INDEX IF NOT EXISTS %s_key ON %s (room, key)"
                            .formatted(table, table));
            return true;
        });
    }

    @Override
    public void drop(Connection connection, Leaf leaf) throws SQLException {
        var _ = transact(connection, () -> {
            Sql.execute(connection, "SET LOCAL lock_timeout = " + LOCK_WAIT.toMillis());
            lock(connection, LOCK_OF_TABLES, 0);
            Sql.execute(connection, "DROP TABLE IF EXISTS " + leaf.table());
            return true;
        });
    }

    @Override
    public long bytes(Connection connection, Leaf leaf) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT coalesce(pg_total_relation_size(to_regclass(?)), 0)")) {
            statement.setString(1, leaf.table());
            try (var result = statement.executeQuery()) {
                return result.next() ? result.getLong(1) : 0;
            }
        }
    }

    @Override
    public void lockMidnight(Connection connection, Leaf leaf) throws SQLException {
        lock(connection, LOCK_OF_MIDNIGHTS + PlatformCode.of(leaf.platform()), (int)
                leaf.epochDay());
    }

    /**
     * Nearly always all are new: then COPY takes them, which is by far the quickest, and nothing but a failure tells that one was
     * not. Where one came twice more of them will, so for a while nothing is copied.
     */
    @Override
    public BitSet insert(Connection connection, Leaf leaf, List<PlacedRow> rows)
            throws SQLException {
        if (batchesWithoutCopy.get() > 0) {
            batchesWithoutCopy.decrementAndGet();
        } else if (copy(connection, leaf, rows)) {
            var added = new BitSet(rows.size());
            added.set(0, rows.size());
            return added;
        } else {
            batchesWithoutCopy.set(BATCHES_AFTER_A_DOUBLE);
        }
        return insertNew(connection, leaf, rows);
    }

    private static boolean copy(Connection connection, Leaf leaf, List<PlacedRow> rows)
            throws SQLException {
        var before = connection.setSavepoint();
        try {
            var _ = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "COPY %s (%s) FROM STDIN".formatted(leaf.table(), CopyLines.COLUMNS),
                            new ByteArrayInputStream(CopyLines.of(leaf, rows)));
            connection.releaseSavepoint(before);
            return true;
        } catch (IOException e) {
            throw new SQLException("copying rows", CONNECTION_FAILURE, e);
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            connection.releaseSavepoint(before);
            return false;
        }
    }

    private static BitSet insertNew(Connection connection, Leaf leaf, List<PlacedRow> rows)
            throws SQLException {
        var added = new BitSet(rows.size());
        try (var statement = connection.prepareStatement(
                """
                INSERT INTO %s (at, who, room, origin, lag, platform, type, key, text, folded, body)
                SELECT at, who, room, origin, lag, %d, type, key, text, folded, body
                FROM unnest(?::bigint[], ?::bigint[], ?::integer[], ?::integer[], ?::integer[],
                            ?::smallint[], ?::bytea[], ?::text[], ?::text[], ?::text[])
                  AS b (at, who, room, origin, lag, type, key, text, folded, body)
                ON CONFLICT (room, key) DO NOTHING""".formatted(leaf.table(), PlatformCode.of(leaf.platform())))) {
            statement.setArray(1, array(connection, "int8", rows, p -> p.row().at()));
            statement.setArray(2, array(connection, "int8", rows, p -> p.row().who()));
            statement.setArray(3, array(connection, "int4", rows, PlacedRow::room));
            statement.setArray(4, array(connection, "int4", rows, PlacedRow::origin));
            statement.setArray(5, array(connection, "int4", rows, p -> p.row().lag()));
            statement.setArray(
                    6, array(connection, "int2", rows, p -> (short) p.row().type()));
            statement.setArray(7, keys(connection, rows));
            statement.setArray(8, array(connection, "text", rows, p -> p.row().text()));
            statement.setArray(9, array(connection, "text", rows, p -> p.row().folded()));
            statement.setArray(10, array(connection, "text", rows, p -> p.row().body()));
            if (statement.executeUpdate() == rows.size()) {
                added.set(0, rows.size());
                return added;
            }
        }
        try (var statement = connection.prepareStatement("""
                SELECT b.ord FROM unnest(?::integer[], ?::bytea[]) WITH ORDINALITY AS b (room, key, ord)
                JOIN %s e ON e.room = b.room AND e.key = b.key
                WHERE e.xmin = pg_current_xact_id()::xid""".formatted(leaf.table()))) {
            statement.setArray(1, array(connection, "int4", rows, PlacedRow::room));
            statement.setArray(2, keys(connection, rows));
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    added.set(result.getInt(1) - 1);
                }
            }
        }
        return added;
    }

    @Override
    public List<Found> find(Connection connection, Leaf leaf, List<PlacedRow> rows)
            throws SQLException {
        var found = new ArrayList<Found>();
        try (var statement = connection.prepareStatement("""
                SELECT b.ord, e.id, e.at, e.lag IS NULL, e.origin
                FROM unnest(?::integer[], ?::bytea[]) WITH ORDINALITY AS b (room, key, ord)
                JOIN %s e ON e.room = b.room AND e.key = b.key
                ORDER BY b.ord FOR UPDATE OF e""".formatted(leaf.table()))) {
            statement.setArray(1, array(connection, "int4", rows, PlacedRow::room));
            statement.setArray(2, keys(connection, rows));
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    found.add(new Found(
                            result.getInt(1) - 1,
                            result.getLong(2),
                            result.getLong(3),
                            result.getBoolean(4),
                            Sql.intOrNull(result, 5),
                            null));
                }
            }
        }
        return found;
    }

    @Override
    public void replace(
            Connection connection, Leaf leaf, long id, @Nullable String searched, PlacedRow placed)
            throws SQLException {
        var row = placed.row();
        try (var statement = connection.prepareStatement("""
                UPDATE %s SET at = ?, who = ?, origin = ?, lag = ?, type = ?, text = ?, folded = ?, body = ?
                WHERE room = ? AND key = ? AND id = ?""".formatted(leaf.table()))) {
            statement.setLong(1, row.at());
            Sql.setLong(statement, 2, row.who());
            Sql.setInt(statement, 3, placed.origin());
            Sql.setInt(statement, 4, row.lag());
            statement.setInt(5, row.type());
            statement.setString(6, row.text());
            statement.setString(7, row.folded());
            statement.setString(8, row.body());
            statement.setInt(9, placed.room());
            statement.setBytes(10, row.key());
            statement.setLong(11, id);
            statement.executeUpdate();
        }
    }

    @Override
    public void delete(Connection connection, Leaf leaf, Stored stored) throws SQLException {
        try (var statement = connection.prepareStatement(
                "DELETE FROM %s WHERE room = ? AND key = ? AND id = ?".formatted(leaf.table()))) {
            statement.setInt(1, stored.room());
            statement.setBytes(2, stored.key());
            statement.setLong(3, stored.id());
            statement.executeUpdate();
        }
    }

    @Override
    public void shred(Connection connection, Leaf leaf) throws SQLException {
        bePatient(connection);
        Sql.execute(connection, "VACUUM " + leaf.table());
    }

    @Override
    public Condition contains(Leaf leaf, String folded) {
        var characters = Folding.characters(folded).toArray(String[]::new);
        return new Condition(
                "text IS NOT NULL AND string_to_array(coalesce(folded, text), NULL) @> ?::text[]"
                        + " AND strpos(coalesce(folded, text), ?) > 0",
                List.of(characters, folded));
    }

    @Override
    public boolean isLeafGone(SQLException e) {
        return UNDEFINED_TABLE.equals(e.getSQLState());
    }

    /** The driver fetches a result bit by bit within a transaction only. */
    @Override
    public void stream(Connection connection) throws SQLException {
        bePatient(connection);
        connection.setAutoCommit(false);
    }

    @Override
    public void distrustConnections() {
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Until the pool gets it back. */
    private void bePatient(Connection connection) throws SQLException {
        connection.setNetworkTimeout(
                Runnable::run, (int) timeout.multipliedBy(PATIENCE).toMillis());
    }

    private static String parent(Platform platform) {
        return "event_" + platform.label();
    }

    /** Until the transaction ends. */
    private static void lock(Connection connection, int name, int number) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT pg_advisory_xact_lock(?, ?)")) {
            statement.setInt(1, name);
            statement.setInt(2, number);
            var _ = statement.execute();
        }
    }

    private static Array keys(Connection connection, List<PlacedRow> rows) throws SQLException {
        return connection.createArrayOf(
                "bytea", rows.stream().map(p -> p.row().key()).toArray(byte[][]::new));
    }

    private static Array array(
            Connection connection,
            String type,
            List<PlacedRow> rows,
            Function<PlacedRow, @Nullable Object> column)
            throws SQLException {
        var values = new @Nullable Object[rows.size()];
        for (var i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        return connection.createArrayOf(type, values);
    }
}
