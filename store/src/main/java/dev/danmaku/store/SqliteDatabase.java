package dev.danmaku.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import dev.danmaku.config.StorePlace;
import dev.danmaku.config.StoreSettings;
import dev.danmaku.store.row.Folding;
import dev.danmaku.store.row.Row;

import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One file and its write-ahead log. One writes at a time, whoever it is; readers see what was there when they began.
 *
 * <p>A day is a table, and beside it a full-text index that has only the characters of each text: neither the text again nor
 * where in it they stand. A commit is in the log when it returns: it outlives the process, not the machine's power.
 */
final class SqliteDatabase implements Database {
    private static final int CACHE_KIBIBYTES = 32 * 1024;
    private static final int CHECKPOINT_PAGES = 4_000;
    private static final int LARGEST_TRUNCATION_PAGES = 100_000;

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
        var leaves = new TreeSet<Leaf>();
        try (var statement = connection.prepareStatement("SELECT platform, day FROM day");
                var result = statement.executeQuery()) {
            while (result.next()) {
                leaves.add(new Leaf(PlatformCode.platform(result.getInt(1)), result.getLong(2)));
            }
        }
        return leaves;
    }

    @Override
    public void make(Connection connection, Leaf leaf) throws SQLException {
        var table = leaf.table();
        var _ = transact(connection, () -> {
            var before = usedPages(connection);
            Sql.execute(connection, """
                    CREATE TABLE IF NOT EXISTS %s (
                        id     INTEGER PRIMARY KEY,
                        at     INTEGER NOT NULL,
                        room   INTEGER NOT NULL,
                        type   INTEGER NOT NULL,
                        who    INTEGER,
                        origin INTEGER,
                        lag    INTEGER,
                        key    BLOB    NOT NULL,
                        text   TEXT,
                        folded TEXT,
                        body   TEXT
                    )""".formatted(table));
            for (var index : List.of(
                    "UNIQUE INDEX IF NOT EXISTS %s_key ON %s (room, key)",
                    "INDEX IF NOT EXISTS %s_room ON %s (room, at)",
                    "INDEX IF NOT EXISTS %s_at ON %s (at)",
                    "INDEX IF NOT EXISTS %s_who ON %s (who) WHERE who IS NOT NULL")) {
                Sql.execute(connection, "CREATE " + index.formatted(table, table));
            }
            Sql.execute(connection, """
                    CREATE VIRTUAL TABLE IF NOT EXISTS %s USING
                    fts5(words, content='', columnsize=0, detail=none, tokenize='ascii')""".formatted(words(leaf)));
            try (var statement = connection.prepareStatement(
                    "INSERT INTO day (platform, day, pages) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")) {
                statement.setInt(1, PlatformCode.of(leaf.platform()));
                statement.setLong(2, leaf.epochDay());
                statement.setLong(3, usedPages(connection) - before);
                statement.executeUpdate();
            }
            return true;
        });
    }

    @Override
    public void drop(Connection connection, Leaf leaf) throws SQLException {
        var _ = transact(connection, () -> {
            Sql.execute(connection, "DROP TABLE IF EXISTS " + words(leaf));
            Sql.execute(connection, "DROP TABLE IF EXISTS " + leaf.table());
            try (var statement =
                    connection.prepareStatement("DELETE FROM day WHERE platform = ? AND day = ?")) {
                statement.setInt(1, PlatformCode.of(leaf.platform()));
                statement.setLong(2, leaf.epochDay());
                statement.executeUpdate();
            }
            return true;
        });
        giveBack(connection);
    }

    /** Each step of this statement gives one page back to the disk; an update takes all of them. */
    private static void giveBack(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "PRAGMA incremental_vacuum(%d)".formatted(LARGEST_TRUNCATION_PAGES));
        }
    }

    @Override
    public long bytes(Connection connection, Leaf leaf) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT pages * (SELECT page_size FROM pragma_page_size) FROM day WHERE platform = ? AND day = ?")) {
            statement.setInt(1, PlatformCode.of(leaf.platform()));
            statement.setLong(2, leaf.epochDay());
            try (var result = statement.executeQuery()) {
                return result.next() ? result.getLong(1) : 0;
            }
        }
    }

    /** Whoever writes is alone anyway. */
    @Override
    public void lockMidnight(Connection connection, Leaf leaf) {}

    @Override
    public BitSet insert(Connection connection, Leaf leaf, List<PlacedRow> rows)
            throws SQLException {
        var added = new BitSet(rows.size());
        var before = usedPages(connection);
        try (var event = connection.prepareStatement("""
                        INSERT INTO %s (id, at, room, type, who, origin, lag, key, text, folded, body)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (room, key) DO NOTHING""".formatted(leaf.table()));
                var words = connection.prepareStatement(insertWords(leaf))) {
            var id = lastId(connection, leaf);
            for (var i = 0; i < rows.size(); i++) {
                event.setLong(1, id + 1);
                bind(event, 2, rows.get(i));
                if (event.executeUpdate() == 1) {
                    id++;
                    added.set(i);
                    index(words, id, rows.get(i).row().searched());
                }
            }
        }
        count(connection, leaf, usedPages(connection) - before);
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
        forget(connection, leaf, id, searched);
        try (var statement = connection.prepareStatement("""
                        UPDATE %s SET at = ?, room = ?, type = ?, who = ?, origin = ?, lag = ?, key = ?,
                        text = ?, folded = ?, body = ? WHERE id = ?""".formatted(leaf.table()));
                var words = connection.prepareStatement(insertWords(leaf))) {
            statement.setLong(bind(statement, 1, row), id);
            statement.executeUpdate();
            index(words, id, row.row().searched());
        }
    }

    /** Only who is to be forgotten is deleted: nothing of it may stay in pages that are free now. */
    @Override
    public void delete(Connection connection, Leaf leaf, Stored stored) throws SQLException {
        Sql.execute(connection, "PRAGMA secure_delete = ON");
        forget(connection, leaf, stored.id(), stored.searched());
        try (var statement = connection.prepareStatement(
                "DELETE FROM %s WHERE id = ?".formatted(leaf.table()))) {
            statement.setLong(1, stored.id());
            statement.executeUpdate();
        }
    }

    @Override
    public void shred(Connection connection, Leaf leaf) throws SQLException {
        Sql.execute(
                connection, "INSERT INTO %1$s (%1$s) VALUES ('optimize')".formatted(words(leaf)));
        Sql.execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        Sql.execute(connection, "PRAGMA secure_delete = OFF");
    }

    @Override
    public Condition contains(Leaf leaf, String folded) {
        var all = Folding.characters(folded).stream()
                .map(character -> "\"" + Folding.words(character) + "\"")
                .collect(Collectors.joining(" AND "));
        return new Condition(
                "id IN (SELECT rowid FROM %1$s WHERE %1$s MATCH ?) AND instr(coalesce(folded, text), ?) > 0"
                        .formatted(words(leaf)),
                List.of(all, folded));
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

    private static String words(Leaf leaf) {
        return leaf.table() + "_words";
    }

    private static String insertWords(Leaf leaf) {
        return "INSERT INTO %s (rowid, words) VALUES (?, ?)".formatted(words(leaf));
    }

    private static void index(PreparedStatement words, long id, @Nullable String searched)
            throws SQLException {
        if (searched != null) {
            words.setLong(1, id);
            words.setString(2, Folding.words(searched));
            words.executeUpdate();
        }
    }

    /** An index without the texts has to be told what it knows. */
    private static void forget(Connection connection, Leaf leaf, long id, @Nullable String searched)
            throws SQLException {
        if (searched == null) {
            return;
        }
        try (var statement = connection.prepareStatement(
                "INSERT INTO %1$s (%1$s, rowid, words) VALUES ('delete', ?, ?)"
                        .formatted(words(leaf)))) {
            statement.setLong(1, id);
            statement.setString(2, Folding.words(searched));
            statement.executeUpdate();
        }
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

    private static long lastId(Connection connection, Leaf leaf) throws SQLException {
        return number(connection, "SELECT coalesce(max(id), 0) FROM " + leaf.table());
    }

    private static long usedPages(Connection connection) throws SQLException {
        return number(connection, "PRAGMA page_count")
                - number(connection, "PRAGMA freelist_count");
    }

    private static void count(Connection connection, Leaf leaf, long pages) throws SQLException {
        try (var statement = connection.prepareStatement(
                "UPDATE day SET pages = pages + ? WHERE platform = ? AND day = ?")) {
            statement.setLong(1, pages);
            statement.setInt(2, PlatformCode.of(leaf.platform()));
            statement.setLong(3, leaf.epochDay());
            statement.executeUpdate();
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            return result.next() ? result.getLong(1) : 0;
        }
    }
}
