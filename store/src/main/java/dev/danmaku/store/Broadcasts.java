package dev.danmaku.store;

import dev.danmaku.store.row.Origin;
import dev.danmaku.store.row.TypeCode;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the streams of a room by what its events came from: those of one broadcast belong together, and where a platform names no
 * broadcast those of one job, unless they follow closely on others.
 */
final class Broadcasts {
    /** A room that is claimed anew within this time was not away: its stream goes on. */
    private static final long SAME_WITHIN_MILLIS = 10 * 60_000L;

    private final Map<String, Broadcast> found = new HashMap<>();

    void add(Connection connection, Names names, Leaf leaf, int room, long from, long to)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                SELECT origin, min(at), max(at), sum(CASE WHEN type = ? THEN 1 ELSE 0 END) FROM %s
                WHERE room = ? AND at >= ? AND at < ? GROUP BY origin""".formatted(leaf.table()))) {
            statement.setInt(1, TypeCode.of("chat"));
            statement.setInt(2, room);
            statement.setLong(3, from);
            statement.setLong(4, to);
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    var origin = names.origin(connection, Sql.intOrNull(result, 1));
                    add(origin, result.getLong(2), result.getLong(3), result.getLong(4));
                }
            }
        }
    }

    private void add(Origin origin, long from, long to, long chats) {
        var epoch = origin.heldUnder();
        var job = epoch == null ? 0 : epoch.job();
        var live = origin.live().isEmpty() ? null : origin.live();
        var one = new Broadcast(from, to, live, job, chats);
        found.merge(live == null ? "job " + job : "live " + live, one, Broadcasts::together);
    }

    private static Broadcast together(Broadcast a, Broadcast b) {
        return new Broadcast(
                Math.min(a.from(), b.from()),
                Math.max(a.to(), b.to()),
                a.live(),
                Math.max(a.job(), b.job()),
                a.chats() + b.chats());
    }

    /** The newest first. */
    List<Broadcast> newestFirst() {
        var sorted = found.values().stream()
                .sorted(Comparator.comparingLong(Broadcast::from))
                .toList();
        var all = new ArrayList<Broadcast>();
        for (var next : sorted) {
            var last = all.isEmpty() ? null : all.getLast();
            if (last != null
                    && (last.live() == null || next.live() == null)
                    && next.from() <= last.to() + SAME_WITHIN_MILLIS) {
                all.removeLast();
                all.add(new Broadcast(
                        last.from(),
                        Math.max(last.to(), next.to()),
                        last.live() == null ? next.live() : last.live(),
                        Math.max(last.job(), next.job()),
                        last.chats() + next.chats()));
            } else {
                all.add(next);
            }
        }
        return List.copyOf(all.reversed());
    }
}
