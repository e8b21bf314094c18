package dev.danmaku.store;

import dev.danmaku.event.Event;
import dev.danmaku.store.Batch.NamedRow;
import dev.danmaku.store.Database.Found;
import dev.danmaku.store.row.Origin;
import dev.danmaku.store.row.Row;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** Writes a batch in one transaction, day by day. */
final class SqlWriter implements EventWriter {
    private static final Logger LOG = LoggerFactory.getLogger(SqlWriter.class);

    /** Two holders of a room may see one event on two sides of midnight, by clocks that differ by no more. */
    private static final long AROUND_MIDNIGHT_MILLIS = Duration.ofMinutes(5).toMillis();

    /** A dropped day, or two writers in each other's way, is no reason to bother anybody. */
    private static final int ATTEMPTS = 3;

    private static final Set<String> IN_EACH_OTHERS_WAY = Set.of("40P01", "40001");

    private final Database database;
    private final Names names;
    private final UnaryOperator<Event> change;
    private final AtomicBoolean toldOfUnfit = new AtomicBoolean();
    private final Set<Leaf> made = ConcurrentHashMap.newKeySet();

    /** @param change what is done to each event before it is stored */
    SqlWriter(Database database, Names names, UnaryOperator<Event> change) {
        this.database = database;
        this.names = names;
        this.change = change;
    }

    @Override
    public WriteResult write(List<Event> events) {
        if (events.isEmpty()) {
            return WriteResult.NONE;
        }
        var batch = Batch.of(events, change);
        if (batch.unfit() > 0 && !toldOfUnfit.getAndSet(true)) {
            LOG.warn(
                    "{} events of a batch name no room or an impossible time: not stored (told once)",
                    batch.unfit());
        }
        try (var connection = database.connect()) {
            return write(connection, batch)
                    .plus(new WriteResult(0, 0, batch.refused(), batch.unfit()));
        } catch (SQLException e) {
            var failure = StoreFailure.of("a batch of %d events".formatted(events.size()), e);
            if (failure.retryable()) {
                database.distrustConnections();
            }
            throw failure;
        }
    }

    private WriteResult write(Connection connection, Batch batch) throws SQLException {
        for (var attempt = 1; ; attempt++) {
            try {
                prepare(connection, batch);
                return database.transact(connection, () -> writeLeaves(connection, batch));
            } catch (SQLException e) {
                var again = database.isLeafGone(e)
                        || IN_EACH_OTHERS_WAY.contains(String.valueOf(e.getSQLState()));
                if (!again || attempt == ATTEMPTS) {
                    throw e;
                }
                made.clear();
            }
        }
    }

    /** What the transaction points to: made before it, so that it stays whatever becomes of it. */
    private void prepare(Connection connection, Batch batch) throws SQLException {
        for (var leaf : batch.leaves().entrySet()) {
            if (!made.contains(leaf.getKey())) {
                database.make(connection, leaf.getKey());
                made.add(leaf.getKey());
            }
            var rooms = new HashSet<String>();
            var origins = new HashSet<Origin>();
            for (var row : leaf.getValue()) {
                rooms.add(row.room());
                origins.add(row.row().origin());
            }
            names.learn(connection, leaf.getKey().platform(), rooms);
            names.learn(connection, origins);
        }
    }

    private WriteResult writeLeaves(Connection connection, Batch batch) throws SQLException {
        var midnights = midnights(batch);
        for (var midnight : midnights) {
            database.lockMidnight(connection, midnight);
        }
        // asked after the locks: whoever had them may have made the day on the other side
        Set<Leaf> leaves = midnights.isEmpty() ? Set.of() : database.leaves(connection);
        var result = WriteResult.NONE;
        for (var leaf : batch.leaves().entrySet()) {
            result = result.plus(writeLeaf(
                    connection,
                    leaf.getKey(),
                    place(connection, leaf.getKey(), leaf.getValue()),
                    leaves));
        }
        return result;
    }

    private List<PlacedRow> place(Connection connection, Leaf leaf, List<NamedRow> rows)
            throws SQLException {
        var placed = new ArrayList<PlacedRow>(rows.size());
        for (var row : rows) {
            var room = names.room(connection, leaf.platform(), row.room());
            if (room == null) {
                throw new SQLException("a room that was just learned is not there");
            }
            placed.add(
                    new PlacedRow(room, names.origin(connection, row.row().origin()), row.row()));
        }
        return placed;
    }

    private WriteResult writeLeaf(
            Connection connection, Leaf leaf, List<PlacedRow> rows, Set<Leaf> leaves)
            throws SQLException {
        var fresh = withoutDoublesAcrossMidnight(connection, leaf, rows, leaves);
        var added = database.insert(connection, leaf, fresh);
        var replaced = 0;
        if (added.cardinality() < fresh.size()) {
            var rest = new ArrayList<PlacedRow>();
            for (var i = added.nextClearBit(0); i < fresh.size(); i = added.nextClearBit(i + 1)) {
                rest.add(fresh.get(i));
            }
            for (var found : database.find(connection, leaf, rest)) {
                var row = rest.get(found.index());
                if (isOlder(connection, found, row)) {
                    database.replace(connection, leaf, found.id(), found.searched(), row);
                    replaced++;
                }
            }
        }
        return new WriteResult(
                added.cardinality(), replaced, rows.size() - added.cardinality() - replaced, 0);
    }

    private boolean isOlder(Connection connection, Found found, PlacedRow row) throws SQLException {
        return Batch.isHigher(
                row.row().origin().heldUnder(),
                names.origin(connection, found.origin()).heldUnder());
    }

    private List<PlacedRow> withoutDoublesAcrossMidnight(
            Connection connection, Leaf leaf, List<PlacedRow> rows, Set<Leaf> leaves)
            throws SQLException {
        var doubles = new HashSet<PlacedRow>();
        for (var step : List.of(-1, 1)) {
            var neighbour = leaf.next(step);
            if (leaves.contains(neighbour)) {
                var near = rows.stream()
                        .filter(row -> isNearMidnight(row, step < 0 ? leaf : neighbour))
                        .toList();
                if (!near.isEmpty()) {
                    for (var found : database.find(connection, neighbour, near)) {
                        var row = near.get(found.index());
                        if (found.ownClock()
                                && Math.abs(found.at() - row.row().at())
                                        <= AROUND_MIDNIGHT_MILLIS) {
                            doubles.add(row);
                        }
                    }
                }
            }
        }
        return doubles.isEmpty()
                ? rows
                : rows.stream().filter(row -> !doubles.contains(row)).toList();
    }

    /** Each day that begins with a midnight around which something of the batch happened by our own clock. */
    private static Set<Leaf> midnights(Batch batch) {
        var midnights = new TreeSet<Leaf>();
        batch.leaves().forEach((leaf, rows) -> {
            for (var begin : List.of(leaf, leaf.next(1))) {
                if (rows.stream().anyMatch(row -> isNearMidnight(row.row(), begin))) {
                    midnights.add(begin);
                }
            }
        });
        return midnights;
    }

    private static boolean isNearMidnight(PlacedRow row, Leaf begin) {
        return isNearMidnight(row.row(), begin);
    }

    private static boolean isNearMidnight(Row row, Leaf begin) {
        return row.ownClock() && Math.abs(row.at() - begin.begin()) <= AROUND_MIDNIGHT_MILLIS;
    }
}
