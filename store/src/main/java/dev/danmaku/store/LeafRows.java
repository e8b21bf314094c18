package dev.danmaku.store;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What a query finds in one day's table, read row by row. One row is read ahead, so that it can be compared with others. */
final class LeafRows implements AutoCloseable {
    private static final int FETCHED_AT_ONCE = 500;

    private final Connection connection;
    private final Names names;
    private final Leaf leaf;
    private final PreparedStatement statement;
    private final ResultSet result;
    private @Nullable StoredEvent head;

    private LeafRows(Connection connection, Names names, Leaf leaf, PreparedStatement statement)
            throws SQLException {
        this.connection = connection;
        this.names = names;
        this.leaf = leaf;
        this.statement = statement;
        this.result = statement.executeQuery();
    }

    /** The connection is made to stream, and belongs to the caller. */
    static LeafRows open(Connection connection, Names names, Leaf leaf, LeafQuery query)
            throws SQLException {
        var statement = query.prepare(connection, FETCHED_AT_ONCE);
        try {
            var rows = new LeafRows(connection, names, leaf, statement);
            rows.advance();
            return rows;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    /** Null at the end. */
    @Nullable StoredEvent head() {
        return head;
    }

    void advance() throws SQLException {
        head = result.next() ? StoredEvent.read(connection, names, leaf, result) : null;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
