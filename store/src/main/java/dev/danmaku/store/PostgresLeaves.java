package dev.danmaku.store;

import dev.danmaku.room.Platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.SortedSet;
import java.util.TreeSet;

/** Days as partitions: of a platform's table, which is one of all events. */
final class PostgresLeaves {
    /** Names of advisory locks: any numbers that nobody else uses. */
    private static final int LOCK_OF_TABLES = 0x64616e6d;

    private static final int LOCK_OF_MIDNIGHTS = 0x64616e6e;

    /** Somebody who reads a day that should go makes us wait no longer: it goes the next time. */
    private static final Duration LOCK_WAIT = Duration.ofSeconds(10);

    private PostgresLeaves() {}

    /** Those that there are, sorted. */
    static SortedSet<Leaf> all(Connection connection) throws SQLException {
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

    /** Within a transaction. */
    static void make(Connection connection, Leaf leaf) throws SQLException {
        var parent = parent(leaf.platform());
        var table = leaf.table();
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
    }

    /** Within a transaction. */
    static void drop(Connection connection, Leaf leaf) throws SQLException {
        Sql.execute(connection, "SET LOCAL lock_timeout = " + LOCK_WAIT.toMillis());
        lock(connection, LOCK_OF_TABLES, 0);
        Sql.execute(connection, "DROP TABLE IF EXISTS " + leaf.table());
    }

    /** With its indexes. */
    static long bytes(Connection connection, Leaf leaf) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT coalesce(pg_total_relation_size(to_regclass(?)), 0)")) {
            statement.setString(1, leaf.table());
            try (var result = statement.executeQuery()) {
                return result.next() ? result.getLong(1) : 0;
            }
        }
    }

    /** Until the transaction ends. */
    static void lockMidnight(Connection connection, Leaf leaf) throws SQLException {
        lock(connection, LOCK_OF_MIDNIGHTS + PlatformCode.of(leaf.platform()), (int)
                leaf.epochDay());
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
}
