package dev.danmaku.store;

import dev.danmaku.event.Event;
import dev.danmaku.room.Platform;
import dev.danmaku.store.row.TypeCode;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
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
    private final TimeLimit limit;

    SqlReader(Database database, Names names) {
        this(database, names, null);
    }

    private SqlReader(Database database, Names names, @Nullable Duration limit) {
        this.database = database;
        this.names = names;
        this.limit = new TimeLimit(database, limit);
    }

    @Override
    public EventReader within(Duration asked) {
        return new SqlReader(database, names, asked);
    }

    @Override
    public Page page(EventQuery query, @Nullable String after, int most) {
        if (most < 1 || most > MAX_PAGE) {
            throw new IllegalArgumentException(
                    "a page has from 1 to %d events".formatted(MAX_PAGE));
        }
        var cursor = after == null ? null : Cursor.parse(after);
        try (var found = StoredEvents.open(database, names, query, cursor, most + 1)) {
            return page(found, most);
        } catch (SQLException e) {
            throw StoreFailure.of(READING, e);
        }
    }

    private Page page(StoredEvents found, int most) {
        try (var watch = limit.watch(found.connection())) {
            try {
                var events = new ArrayList<Event>();
                StoredEvent last = null;
                for (var next = found.next(); next != null; next = found.next()) {
                    watch.check();
                    if (events.size() == most && last != null) {
                        return new Page(events, last.cursor().text());
                    }
                    events.add(next.event());
                    last = next;
                }
                return new Page(events, null);
            } catch (SQLException e) {
                throw watch.failure(READING, e);
            }
        }
    }

    @Override
    public EventStream stream(EventQuery query) {
        try {
            return new Stream(StoredEvents.open(database, names, query, null, 0), limit);
        } catch (SQLException e) {
            throw StoreFailure.of(READING, e);
        }
    }

    private static final class Stream implements EventStream {
        private final StoredEvents found;
        private final TimeLimit.Watch watch;
        private @Nullable StoredEvent head;
        private boolean closed;

        Stream(StoredEvents found, TimeLimit limit) throws SQLException {
            this.found = found;
            this.watch = limit.watch(found.connection());
            try {
                head = found.next();
            } catch (SQLException e) {
                watch.close();
                found.close();
                throw watch.failure(READING, e);
            } catch (RuntimeException e) {
                watch.close();
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
                watch.check();
                head = found.next();
            } catch (SQLException e) {
                throw watch.failure(READING, e);
            }
            return taken.event();
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            watch.close();
            try {
                found.close();
            } catch (SQLException e) {
                throw StoreFailure.of("closing a stream of events", e);
            }
        }
    }

    @Override
    public List<MinuteCount> countByMinute(Platform platform, String room, long from, long to) {
        return ask("counting events", connection -> {
            var number = names.room(connection, platform, room);
            return number == null ? List.of() : count(connection, platform, number, from, to);
        });
    }

    @Override
    public List<Broadcast> broadcasts(Platform platform, String room, long from, long to) {
        return ask("finding streams", connection -> {
            var number = names.room(connection, platform, room);
            var broadcasts = new Broadcasts();
            for (var leaf : number == null ? List.<Leaf>of() : database.leaves(connection)) {
                if (number != null
                        && leaf.platform() == platform
                        && leaf.end() > from
                        && leaf.begin() < to) {
                    broadcasts.add(connection, names, leaf, number, from, to);
                }
            }
            return broadcasts.newestFirst();
        });
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T ask(String what, Question<T> question) {
        try (var connection = database.connect();
                var watch = limit.watch(connection)) {
            try {
                return question.ask(connection);
            } catch (SQLException e) {
                throw watch.failure(what, e);
            }
        } catch (SQLException e) {
            throw StoreFailure.of(what, e);
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
