package dev.danmaku.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Days as tables, listed in one of their own with the pages that they fill. */
final class SqliteLeaves {
    private static final int LARGEST_TRUNCATION_PAGES = 100_000;

    private SqliteLeaves() {}

    /** Those that there are, sorted. */
    static SortedSet<Leaf> all(Connection connection) throws SQLException {
        var leaves = new TreeSet<Leaf>();
        try (var statement = connection.prepareStatement("SELECT platform, day FROM day");
                var result = statement.executeQuery()) {
            while (result.next()) {
                leaves.add(new Leaf(PlatformCode.platform(result.getInt(1)), result.getLong(2)));
            }
        }
        return leaves;
    }

    /** Within a transaction. */
    static void make(Connection connection, Leaf leaf) throws SQLException {
        var table = leaf.table();
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
                    fts5(words, content='', columnsize=0, detail=none, tokenize='ascii')""".formatted(SqliteWords.table(leaf)));
        try (var statement = connection.prepareStatement(
                "INSERT INTO day (platform, day, pages) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")) {
            statement.setInt(1, PlatformCode.of(leaf.platform()));
            statement.setLong(2, leaf.epochDay());
            statement.setLong(3, usedPages(connection) - before);
            statement.executeUpdate();
        }
    }

    /** Within a transaction. */
    static void drop(Connection connection, Leaf leaf) throws SQLException {
        Sql.execute(connection, "DROP TABLE IF EXISTS " + SqliteWords.table(leaf));
        Sql.execute(connection, "DROP TABLE IF EXISTS " + leaf.table());
        try (var statement =
                connection.prepareStatement("DELETE FROM day WHERE platform = ? AND day = ?")) {
            statement.setInt(1, PlatformCode.of(leaf.platform()));
            statement.setLong(2, leaf.epochDay());
            statement.executeUpdate();
        }
    }

    /** Each step of this statement gives one page back to the disk; an update takes all of them. */
    static void giveBack(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "PRAGMA incremental_vacuum(%d)".formatted(LARGEST_TRUNCATION_PAGES));
        }
    }

    /** With its indexes. */
    static long bytes(Connection connection, Leaf leaf) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT pages * (SELECT page_size FROM pragma_page_size) FROM day WHERE platform = ? AND day = ?")) {
            statement.setInt(1, PlatformCode.of(leaf.platform()));
            statement.setLong(2, leaf.epochDay());
            try (var result = statement.executeQuery()) {
                return result.next() ? result.getLong(1) : 0;
            }
        }
    }

    /** Of the whole file. */
    static long usedPages(Connection connection) throws SQLException {
        return number(connection, "PRAGMA page_count")
                - number(connection, "PRAGMA freelist_count");
    }

    /** Adds to what a day fills. */
    static void count(Connection connection, Leaf leaf, long pages) throws SQLException {
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

    /** 0 where there is none. */
    static long lastId(Connection connection, Leaf leaf) throws SQLException {
        return number(connection, "SELECT coalesce(max(id), 0) FROM " + leaf.table());
    }
}
