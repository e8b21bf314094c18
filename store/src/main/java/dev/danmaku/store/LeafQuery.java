package dev.danmaku.store;

import dev.danmaku.store.row.Folding;
import dev.danmaku.store.row.TypeCode;
import dev.danmaku.store.row.Who;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A query as SQL for one day's table: everything that somebody else chose is a parameter. */
final class LeafQuery {
    static final String COLUMNS =
            "id, at, room, type, who, origin, lag, key, text, body, coalesce(folded, text)";

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    /** @param room its number, where the query names one */
    LeafQuery(Database database, Leaf leaf, EventQuery query, @Nullable Integer room) {
        sql.append("SELECT ")
                .append(COLUMNS)
                .append(" FROM ")
                .append(leaf.table())
                .append(" WHERE at >= ? AND at < ?");
        parameters.add(query.from());
        parameters.add(query.to());
        if (room != null) {
            // a user has far fewer events than a room: the sign keeps databases without statistics
            // off the room's index
            and(query.user() == null ? "room = ?" : "+room = ?", room);
        }
        if (query.user() != null) {
            and("who = ?", Who.number(query.user()));
        }
        if (!query.types().isEmpty()) {
            var codes = TypeCode.of(query.types());
            sql.append(" AND type IN (?").append(", ?".repeat(codes.size() - 1)).append(")");
            parameters.addAll(codes);
        }
        if (query.words() != null) {
            var condition = database.contains(leaf, Folding.fold(query.words()));
            sql.append(" AND ").append(condition.sql());
            parameters.addAll(condition.parameters());
        }
    }

    private void and(String condition, Object parameter) {
        sql.append(" AND ").append(condition);
        parameters.add(parameter);
    }

    /** Only what comes behind a cursor of the same day. */
    LeafQuery after(Cursor cursor, Leaf leaf, boolean newestFirst) {
        var platform = Integer.compare(PlatformCode.of(leaf.platform()), cursor.platform());
        var beyond = newestFirst ? "<" : ">";
        if (platform == 0) {
            sql.append(" AND (at, id) ").append(beyond).append(" (?, ?)");
            parameters.add(cursor.at());
            parameters.add(cursor.id());
        } else {
            // of one millisecond, platforms come in the order of their numbers, or the other way
            // round
            var behind = newestFirst ? platform < 0 : platform > 0;
            and("at " + beyond + (behind ? "= ?" : " ?"), cursor.at());
        }
        return this;
    }

    /** @param limit 0 for none */
    LeafQuery sorted(boolean newestFirst, int limit) {
        sql.append(newestFirst ? " ORDER BY at DESC, id DESC" : " ORDER BY at, id");
        if (limit > 0) {
            sql.append(" LIMIT ?");
            parameters.add(limit);
        }
        return this;
    }

    PreparedStatement prepare(Connection connection, int fetchSize) throws SQLException {
        var statement = connection.prepareStatement(sql.toString());
        try {
            statement.setFetchSize(fetchSize);
            for (var i = 0; i < parameters.size(); i++) {
                bind(statement, i + 1, parameters.get(i));
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(PreparedStatement statement, int index, Object parameter)
            throws SQLException {
        switch (parameter) {
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setInt(index, number);
            case String text -> statement.setString(index, text);
            case String[] texts ->
                statement.setArray(index, statement.getConnection().createArrayOf("text", texts));
            default -> throw new IllegalArgumentException("no parameter: " + parameter.getClass());
        }
    }
}
