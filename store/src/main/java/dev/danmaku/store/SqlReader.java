package dev.danmaku.store;

import dev.danmaku.event.Event;
import dev.danmaku.room.Platform;
import dev.danmaku.store.row.TypeCode;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** Reads what {@link SqlWriter} wrote. */
final class SqlReader implements EventReader {
    private static final int MAX_PAGE = 10_000;
    private static final long MINUTE_MILLIS = 60_000;
    private static final String READING = "reading events";

    private final Database database;
    private final Names names;

    SqlReader(Database database, Names names) {
        this.database = database;
        this.names = names;
    }

    @Override
    public Page page(EventQuery query, @Nullable String after, int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException(
                    "a page has from 1 to %d events".formatted(MAX_PAGE));
        }
        var cursor = after == null ? null : Cursor.parse(after);
        try (var found = StoredEvents.open(database, names, query, cursor, limit + 1)) {
            var events = new ArrayList<Event>();
            StoredEvent last = null;
            for (var next = found.next(); next != null; next = found.next()) {
                if (events.size() == limit && last != null) {
                    return new Page(events, last.cursor().text());
                }
                events.add(next.event());
                last = next;
            }
            return new Page(events, null);
        } catch (SQLException e) {
            throw StoreFailure.of(READING, e);
        }
    }

    @Override
    public EventStream stream(EventQuery query) {
        try {
            return new Stream(StoredEvents.open(database, names, query, null, 0));
        } catch (SQLException e) {
            throw StoreFailure.of(READING, e);
        }
    }

    private static final class Stream implements EventStream {
        private final StoredEvents found;
        private @Nullable StoredEvent head;
        private boolean closed;

        Stream(StoredEvents found) throws SQLException {
            this.found = found;
            try {
                head = found.next();
            } catch (SQLException | RuntimeException e) {
                found.close();
                throw e;
            }
        }

        @Override
        public boolean hasNext() {
            return head != null && !closed;
        }

        @Override
        public Event next() {
            var taken = head;
            if (taken == null || closed) {
                throw new NoSuchElementException();
            }
            try {
                head = found.next();
            } catch (SQLException e) {
                throw StoreFailure.of(READING, e);
            }
            return taken.event();
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            try {
                found.close();
            } catch (SQLException e) {
                throw StoreFailure.of("closing a stream of events", e);
            }
        }
    }

    @Override
    public List<MinuteCount> countByMinute(Platform platform, String room, long from, long to) {
        try (var connection = database.connect()) {
            var number = names.room(connection, platform, room);
            return number == null ? List.of() : count(connection, platform, number, from, to);
        } catch (SQLException e) {
            throw StoreFailure.of("counting events", e);
        }
    }

    private List<MinuteCount> count(
            Connection connection, Platform platform, int room, long from, long to)
            throws SQLException {
        var counts = new ArrayList<MinuteCount>();
        for (var leaf : database.leaves(connection)) {
            if (leaf.platform() == platform && leaf.end() > from && leaf.begin() < to) {
                try (var statement = connection.prepareStatement("""
                        SELECT at / 60000 AS minute, type, count(*) FROM %s
                        WHERE room = ? AND at >= ? AND at < ?
                        GROUP BY minute, type ORDER BY minute, type""".formatted(leaf.table()))) {
                    statement.setInt(1, room);
                    statement.setLong(2, from);
                    statement.setLong(3, to);
                    try (var result = statement.executeQuery()) {
                        while (result.next()) {
                            counts.add(new MinuteCount(
                                    result.getLong(1) * MINUTE_MILLIS,
                                    TypeCode.name(result.getInt(2)),
                                    result.getLong(3)));
                        }
                    }
                }
            }
        }
        return counts;
    }
}
