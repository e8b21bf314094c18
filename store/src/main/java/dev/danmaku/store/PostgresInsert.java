package dev.danmaku.store;

import org.postgresql.PGConnection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Adds a batch to a day, by COPY or by one statement, whichever suits. */
final class PostgresInsert {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String CONNECTION_FAILURE = "08006";
    private static final int BATCHES_AFTER_A_DOUBLE = 20;

    private final AtomicInteger batchesWithoutCopy = new AtomicInteger();

    /**
     * Nearly always all are new: then COPY takes them, which is by far the quickest, and nothing but a failure tells that one was
     * not. Where one came twice more of them will, so for a while nothing is copied.
     */
    BitSet insert(Connection connection, Leaf leaf, List<PlacedRow> rows) throws SQLException {
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
            statement.setArray(
                    1, PostgresArrays.of(connection, "int8", rows, p -> p.row().at()));
            statement.setArray(
                    2, PostgresArrays.of(connection, "int8", rows, p -> p.row().who()));
            statement.setArray(3, PostgresArrays.of(connection, "int4", rows, PlacedRow::room));
            statement.setArray(4, PostgresArrays.of(connection, "int4", rows, PlacedRow::origin));
            statement.setArray(
                    5, PostgresArrays.of(connection, "int4", rows, p -> p.row().lag()));
            statement.setArray(6, PostgresArrays.of(connection, "int2", rows, p ->
                    (short) p.row().type()));
            statement.setArray(7, PostgresArrays.keys(connection, rows));
            statement.setArray(
                    8, PostgresArrays.of(connection, "text", rows, p -> p.row().text()));
            statement.setArray(
                    9, PostgresArrays.of(connection, "text", rows, p -> p.row().folded()));
            statement.setArray(
                    10, PostgresArrays.of(connection, "text", rows, p -> p.row().body()));
            if (statement.executeUpdate() == rows.size()) {
                added.set(0, rows.size());
                return added;
            }
        }
        try (var statement = connection.prepareStatement("""
                SELECT b.ord FROM unnest(?::integer[], ?::bytea[]) WITH ORDINALITY AS b (room, key, ord)
                JOIN %s e ON e.room = b.room AND e.key = b.key
                WHERE e.xmin = pg_current_xact_id()::xid""".formatted(leaf.table()))) {
            statement.setArray(1, PostgresArrays.of(connection, "int4", rows, PlacedRow::room));
            statement.setArray(2, PostgresArrays.keys(connection, rows));
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    added.set(result.getInt(1) - 1);
                }
            }
        }
        return added;
    }
}
