package dev.danmaku.store;

import com.zaxxer.hikari.HikariDataSource;

import dev.danmaku.config.StorePlace;
import dev.danmaku.config.StoreSettings;
import dev.danmaku.store.row.Folding;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;

/**
 * A server, for any number of processes. A day is a partition; batches go to it directly, by COPY, or by one statement where something came twice.
 *
 * <p>Texts are found by a GIN index over their characters, which needs no extension and stores nothing twice.
 */
final class PostgresDatabase implements Database {
    private static final String UNDEFINED_TABLE = "42P01";

    /** Who reads, or tidies up, may wait so many times longer for an answer than who writes. */
    private static final int PATIENCE = 10;

    private final HikariDataSource pool;
    private final Duration timeout;
    private final PostgresInsert insert = new PostgresInsert();

    private PostgresDatabase(HikariDataSource pool, Duration timeout) {
        this.pool = pool;
        this.timeout = timeout;
    }

    static PostgresDatabase open(StoreSettings settings, StorePlace.Postgres place)
            throws SQLException {
        var pool = PostgresPool.open(settings, place);
        try {
            Migrations.run(place, pool);
            return new PostgresDatabase(pool, settings.timeout());
        } catch (SQLException | RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    @Override
    public Connection connect() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void interrupt(Connection connection) throws SQLException {
        connection.unwrap(PGConnection.class).cancelQuery();
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
        return PostgresLeaves.all(connection);
    }

    @Override
    public void make(Connection connection, Leaf leaf) throws SQLException {
        var _ = transact(connection, () -> {
            PostgresLeaves.make(connection, leaf);
            return true;
        });
    }

    @Override
    public void drop(Connection connection, Leaf leaf) throws SQLException {
        var _ = transact(connection, () -> {
            PostgresLeaves.drop(connection, leaf);
            return true;
        });
    }

    @Override
    public long bytes(Connection connection, Leaf leaf) throws SQLException {
        return PostgresLeaves.bytes(connection, leaf);
    }

    @Override
    public void lockMidnight(Connection connection, Leaf leaf) throws SQLException {
        PostgresLeaves.lockMidnight(connection, leaf);
    }

    @Override
    public BitSet insert(Connection connection, Leaf leaf, List<PlacedRow> rows)
            throws SQLException {
        return insert.insert(connection, leaf, rows);
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
            statement.setArray(1, PostgresArrays.of(connection, "int4", rows, PlacedRow::room));
            statement.setArray(2, PostgresArrays.keys(connection, rows));
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
}
