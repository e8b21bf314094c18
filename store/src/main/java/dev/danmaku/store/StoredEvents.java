package dev.danmaku.store;

import dev.danmaku.room.Platform;
import dev.danmaku.store.row.Folding;
import dev.danmaku.store.row.Rows;
import dev.danmaku.store.row.Who;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a query finds, day after day; within a day the platforms' rows are merged by time. At any moment one statement a platform is
 * open, with what its driver fetched of it.
 */
final class StoredEvents implements AutoCloseable {
    private final Database database;
    private final Names names;
    private final Connection connection;
    private final EventQuery query;
    private final @Nullable Cursor after;
    private final int limit;
    private final @Nullable Integer room;
    private final ArrayDeque<List<Leaf>> days = new ArrayDeque<>();
    private final List<LeafRows> open = new ArrayList<>();
    private final Comparator<StoredEvent> order;

    /**
     * @param limit how many at most are wanted; 0 for all
     */
    private StoredEvents(
            Database database,
            Names names,
            Connection connection,
            EventQuery query,
            @Nullable Cursor after,
            int limit)
            throws SQLException {
        this.database = database;
        this.names = names;
        this.connection = connection;
        this.query = query;
        this.after = after;
        // whoever is found by a hash may be somebody else, and is passed over: then a limit could
        // hide the next
        this.limit = query.user() == null || Who.number(query.user()) >= 0 ? limit : 0;
        var oldestFirst = Comparator.<StoredEvent>comparingLong(e -> e.event().at())
                .thenComparingInt(e -> PlatformCode.of(e.leaf().platform()));
        this.order = query.newestFirst() ? oldestFirst.reversed() : oldestFirst;
        this.room =
                query.room() == null ? null : names.room(connection, platform(query), query.room());
        if (isPossible()) {
            var sorted = sortedDays();
            (query.newestFirst() ? sorted.reversed() : sorted).values().forEach(days::add);
        }
    }

    /** Takes a connection until it is closed. */
    static StoredEvents open(
            Database database, Names names, EventQuery query, @Nullable Cursor after, int limit)
            throws SQLException {
        var connection = database.connect();
        try {
            database.stream(connection);
            return new StoredEvents(database, names, connection, query, after, limit);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    private static Platform platform(EventQuery query) {
        if (query.platform() == null) {
            throw new IllegalArgumentException("a room is one of a platform");
        }
        return query.platform();
    }

    private boolean isPossible() {
        var unknownRoom = query.room() != null && room == null;
        var nothingSaid = query.words() != null && Folding.fold(query.words()).isEmpty();
        return !unknownRoom && !nothingSaid;
    }

    private SortedMap<Long, List<Leaf>> sortedDays() throws SQLException {
        var found = new TreeMap<Long, List<Leaf>>();
        for (var leaf : database.leaves(connection)) {
            if (isWanted(leaf)) {
                found.computeIfAbsent(leaf.epochDay(), _ -> new ArrayList<>()).add(leaf);
            }
        }
        return found;
    }

    private boolean isWanted(Leaf leaf) {
        var ofPlatform = query.platform() == null || query.platform() == leaf.platform();
        var inRange = leaf.end() > query.from() && leaf.begin() < query.to();
        return ofPlatform && inRange && (after == null || isAhead(leaf, after));
    }

    private boolean isAhead(Leaf leaf, Cursor cursor) {
        return query.newestFirst() ? leaf.begin() <= cursor.at() : leaf.end() > cursor.at();
    }

    /** The next one; null at the end. */
    @Nullable StoredEvent next() throws SQLException {
        while (true) {
            var nearest = nearest();
            if (nearest == null) {
                if (days.isEmpty()) {
                    return null;
                }
                openDay(days.removeFirst());
                continue;
            }
            var event = nearest.head();
            nearest.advance();
            if (event != null && isOfUser(event)) {
                return event;
            }
        }
    }

    private boolean isOfUser(StoredEvent found) {
        var user = Rows.userOf(found.event().body());
        return query.user() == null || (user != null && query.user().equals(user.id()));
    }

    private @Nullable LeafRows nearest() throws SQLException {
        LeafRows nearest = null;
        for (var rows : List.copyOf(open)) {
            var head = rows.head();
            if (head == null) {
                open.remove(rows);
                rows.close();
            } else if (nearest == null
                    || nearest.head() == null
                    || order.compare(head, nearest.head()) < 0) {
                nearest = rows;
            }
        }
        return nearest;
    }

    private void openDay(List<Leaf> leaves) throws SQLException {
        for (var leaf : leaves) {
            var sql = new LeafQuery(database, leaf, query, room);
            if (after != null && leaf.epochDay() == Math.floorDiv(after.at(), Leaf.DAY_MILLIS)) {
                var _ = sql.after(after, leaf, query.newestFirst());
            }
            open.add(
                    LeafRows.open(connection, names, leaf, sql.sorted(query.newestFirst(), limit)));
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            for (var rows : open) {
                rows.close();
            }
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
            }
        }
    }
}
