package dev.danmaku.store;

import org.jspecify.annotations.Nullable;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** A batch's columns as arrays, each of which is one parameter. */
final class PostgresArrays {
    private PostgresArrays() {}

    /** Of bytes. */
    static Array keys(Connection connection, List<PlacedRow> rows) throws SQLException {
        return connection.createArrayOf(
                "bytea", rows.stream().map(p -> p.row().key()).toArray(byte[][]::new));
    }

    /** @param type as PostgreSQL calls it */
    static Array of(
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
