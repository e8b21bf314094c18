package dev.danmaku.store;

import dev.danmaku.event.Event;
import dev.danmaku.store.Database.Stored;
import dev.danmaku.store.row.Row;
import dev.danmaku.store.row.Rows;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** An event as it was read, and where it lies. */
record StoredEvent(Leaf leaf, Stored stored, Event event) {

    /** @param result of a statement with {@link LeafQuery#COLUMNS}, at a row */
    static StoredEvent read(Connection connection, Names names, Leaf leaf, ResultSet result)
            throws SQLException {
        var room = result.getInt(3);
        var row = new Row(
                result.getLong(2),
                result.getInt(4),
                Sql.longOrNull(result, 5),
                result.getBytes(8),
                names.origin(connection, Sql.intOrNull(result, 6)),
                Sql.intOrNull(result, 7),
                result.getString(9),
                null,
                result.getString(10));
        return new StoredEvent(
                leaf,
                new Stored(result.getLong(1), room, row.key(), result.getString(11)),
                Rows.event(leaf.platform(), names.roomName(connection, room), row));
    }

    Cursor cursor() {
        return new Cursor(event.at(), PlatformCode.of(leaf.platform()), stored.id());
    }
}
