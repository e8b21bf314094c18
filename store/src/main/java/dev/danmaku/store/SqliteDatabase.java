package dev.danmaku.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import dev.danmaku.config.StorePlace;
import dev.danmaku.config.StoreSettings;
import dev.danmaku.store.row.Row;

import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;

/**
 * One file and its write-ahead log. One writes at a time, whoever it is; readers see what was there when they began.
 *
 * <p>A day is a table, and beside it a full-text index that has only the characters of each text: neither the text again nor
 * where in it they stand. A commit is in the log when it returns: it outlives the process, not the machine's power.
 */
final class SqliteDatabase implements Database {
    private static final int CACHE_KIBIBYTES = 32 * 1024;
    private static final int CHECKPOINT_PAGES = 4_000;

    private final HikariDataSource pool;

    private SqliteDatabase(HikariDataSource pool) {
        this.pool = pool;
    }

    static SqliteDatabase open(StoreSettings settings, StorePlace.Sqlite place)
            throws SQLException {
        var source = source(settings, place);
        Migrations.run(place, source);
        var hikari = new HikariConfig();
        hikari.setPoolName("store");
        hikari.setDataSource(source);
        hikari.setMaximumPoolSize(settings.poolSize());
        hikari.setMinimumIdle(1);
        hikari.setConnectionTimeout(settings.timeout().toMillis());
        return new SqliteDatabase(new HikariDataSource(hikari));
    }

    private static SQLiteDataSource source(StoreSettings settings, StorePlace.Sqlite place) {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout((int) settings.timeout().toMillis());
        config.setCacheSize(-CACHE_KIBIBYTES);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, String.valueOf(CHECKPOINT_PAGES));
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + place.file().toAbsolutePath());
        return source;
    }

    @Override
    public Connection connect() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void interrupt(Connection connection) throws SQLException {
        connection.unwrap(SQLiteConnection.class).getDatabase().interrupt();
    }

    /** The driver's own transactions go on without one where somebody else's lasts too long; so it never hears of these. */
    @Override
    public <T> T transact(Connection connection, Work<T> work) throws SQLException {
        Sql.execute(connection, "BEGIN IMMEDIATE");
        try {
            var result = work.run();
            Sql.execute(connection, "COMMIT");
            return result;
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private void rollBack(Connection connection, Exception cause) {
        try {
            Sql.execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            // after some failures there is nothing left to roll back; if there is, nobody shall go
            // on with it
            cause.addSuppressed(e);
            pool.evictConnection(connection);
        }
    }

    @Override
    public SortedSet<Leaf> leaves(Connection connection) throws SQLException {
        return SqliteLeaves.all(connection);
    }

    @Override
    public void make(Connection connection, Leaf leaf) throws SQLException {
        var _ = transact(connection, () -> {
            SqliteLeaves.make(connection, leaf);
            return true;
        });
    }

    @Override
    public void drop(Connection connection, Leaf leaf) throws SQLException {
        var _ = transact(connection, () -> {
            SqliteLeaves.drop(connection, leaf);
            return true;
        });
        SqliteLeaves.giveBack(connection);
    }

    @Override
    public long bytes(Connection connection, Leaf leaf) throws SQLException {
        return SqliteLeaves.bytes(connection, leaf);
    }

    /** Whoever writes is alone anyway. */
    @Override
    public void lockMidnight(Connection connection, Leaf leaf) {}

    @Override
    public BitSet insert(Connection connection, Leaf leaf, List<PlacedRow> rows)
            throws SQLException {
        var added = new BitSet(rows.size());
        var before = SqliteLeaves.usedPages(connection);
        try (var event = connection.prepareStatement("""
                        INSERT INTO %s (id, at, room, type, who, origin, lag, key, text, folded, body)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (room, key) DO NOTHING""".formatted(leaf.table()));
                var words = connection.prepareStatement(SqliteWords.insert(leaf))) {
            var id = SqliteLeaves.lastId(connection, leaf);
            for (var i = 0; i < rows.size(); i++) {
                event.setLong(1, id + 1);
                bind(event, 2, rows.get(i));
                if (event.executeUpdate() == 1) {
                    id++;
                    added.set(i);
                    SqliteWords.index(words, id, rows.get(i).row().searched());
                }
            }
        }
        SqliteLeaves.count(connection, leaf, SqliteLeaves.usedPages(connection) - before);
        return added;
    }

    @Override
    public List<Found> find(Connection connection, Leaf leaf, List<PlacedRow> rows)
            throws SQLException {
        var found = new ArrayList<Found>();
        try (var statement = connection.prepareStatement("""
                SELECT id, at, lag IS NULL, origin, coalesce(folded, text) FROM %s
                WHERE room = ? AND key = ?""".formatted(leaf.table()))) {
            for (var i = 0; i < rows.size(); i++) {
                statement.setInt(1, rows.get(i).room());
                statement.setBytes(2, rows.get(i).row().key());
                try (var result = statement.executeQuery()) {
                    if (result.next()) {
                        found.add(new Found(
                                i,
                                result.getLong(1),
                                result.getLong(2),
                                result.getBoolean(3),
                                Sql.intOrNull(result, 4),
                                result.getString(5)));
                    }
                }
            }
        }
        return found;
    }

    @Override
    public void replace(
            Connection connection, Leaf leaf, long id, @Nullable String searched, PlacedRow row)
            throws SQLException {
        SqliteWords.forget(connection, leaf, id, searched);
        try (var statement = connection.prepareStatement("""
                        UPDATE %s SET at = ?, room = ?, type = ?, who = ?, origin = ?, lag = ?, key = ?,
                        text = ?, folded = ?, body = ? WHERE id = ?""".formatted(leaf.table()));
                var words = connection.prepareStatement(SqliteWords.insert(leaf))) {
            statement.setLong(bind(statement, 1, row), id);
            statement.executeUpdate();
            SqliteWords.index(words, id, row.row().searched());
        }
    }

    /** Only who is to be forgotten is deleted: nothing of it may stay in pages that are free now. */
    @Override
    public void delete(Connection connection, Leaf leaf, Stored stored) throws SQLException {
        Sql.execute(connection, "PRAGMA secure_delete = ON");
        SqliteWords.forget(connection, leaf, stored.id(), stored.searched());
        try (var statement = connection.prepareStatement(
                "DELETE FROM %s WHERE id = ?".formatted(leaf.table()))) {
            statement.setLong(1, stored.id());
            statement.executeUpdate();
        }
    }

    @Override
    public void shred(Connection connection, Leaf leaf) throws SQLException {
        Sql.execute(
                connection,
                "INSERT INTO %1$s (%1$s) VALUES ('optimize')".formatted(SqliteWords.table(leaf)));
        Sql.execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        Sql.execute(connection, "PRAGMA secure_delete = OFF");
    }

    @Override
    public Condition contains(Leaf leaf, String folded) {
        return SqliteWords.contains(leaf, folded);
    }

    @Override
    public boolean isLeafGone(SQLException e) {
        return String.valueOf(e.getMessage()).contains("no such table");
    }

    /** A statement's rows are read one by one without a transaction, too. */
    @Override
    public void stream(Connection connection) {}

    /** There is no server that could end. */
    @Override
    public void distrustConnections() {}

    @Override
    public void close() {
        pool.close();
    }

    /** @return the next index */
    private static int bind(PreparedStatement statement, int first, PlacedRow placed)
            throws SQLException {
        Row row = placed.row();
        var i = first;
        statement.setLong(i++, row.at());
        statement.setInt(i++, placed.room());
        statement.setInt(i++, row.type());
        Sql.setLong(statement, i++, row.who());
        Sql.setInt(statement, i++, placed.origin());
        Sql.setInt(statement, i++, row.lag());
        statement.setBytes(i++, row.key());
        statement.setString(i++, row.text());
        statement.setString(i++, row.folded());
        statement.setString(i++, row.body());
        return i;
    }
}
