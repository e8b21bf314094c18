package dev.danmaku.store;

import dev.danmaku.event.Forgotten;
import dev.danmaku.event.Pseudonyms;
import dev.danmaku.room.Platform;
import dev.danmaku.store.StoreKeeper.Erased;
import dev.danmaku.store.row.Rows;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lets a user be forgotten, day by day: first what they did goes, by the index of users, which also tells the names they had; then
 * every list of ranks and every answer to somebody is looked at. It may be done again at any time, e.g. after it failed half-way.
 */
final class Erasure {
    private static final int AT_ONCE = 500;

    private final Database database;
    private final Names names;
    private final @Nullable Pseudonyms pseudonyms;

    Erasure(Database database, Names names, @Nullable Pseudonyms pseudonyms) {
        this.database = database;
        this.names = names;
        this.pseudonyms = pseudonyms;
    }

    /** One at a time: each takes two connections. */
    synchronized Erased erase(Platform platform, String user) throws SQLException {
        var ids = new TreeSet<String>();
        ids.add(user);
        if (pseudonyms != null) {
            ids.add(pseudonyms.ofId(platform, user));
        }
        var who = new Forgotten(platform, ids);
        try (var connection = database.connect()) {
            var touched = new TreeSet<Leaf>();
            var deleted = 0L;
            for (var id : ids) {
                var query = EventQuery.all().by(platform, id);
                deleted += change(connection, query, touched, found -> {
                    who.did(found.event()); // and had this name
                    database.delete(connection, found.leaf(), found.stored());
                    return true;
                });
            }
            var lists = EventQuery.all().of(platform).types("rank", "chat");
            var edited = change(connection, lists, touched, found -> {
                var without = who.without(found.event());
                if (without == null) {
                    return false;
                }
                var row = Rows.of(without);
                database.replace(
                        connection,
                        found.leaf(),
                        found.stored().id(),
                        found.stored().searched(),
                        new PlacedRow(
                                found.stored().room(),
                                names.origin(connection, row.origin()),
                                row));
                return true;
            });
            for (var leaf : touched) {
                database.shred(connection, leaf);
            }
            return new Erased(deleted, edited);
        }
    }

    @FunctionalInterface
    private interface Change {
        /** @return whether it changed anything */
        boolean apply(StoredEvent found) throws SQLException;
    }

    /** Reads with one connection and changes with another, some events in a transaction. */
    private long change(Connection connection, EventQuery query, Set<Leaf> touched, Change change)
            throws SQLException {
        var changed = 0L;
        try (var found = StoredEvents.open(database, names, query, null, 0)) {
            var some = new ArrayList<StoredEvent>();
            for (var next = found.next(); next != null; next = found.next()) {
                some.add(next);
                if (some.size() == AT_ONCE) {
                    changed += change(connection, some, touched, change);
                    some.clear();
                }
            }
            changed += change(connection, some, touched, change);
        }
        return changed;
    }

    private long change(
            Connection connection, List<StoredEvent> some, Set<Leaf> touched, Change change)
            throws SQLException {
        return some.isEmpty()
                ? 0
                : database.transact(connection, () -> {
                    var changed = 0L;
                    for (var found : some) {
                        if (change.apply(found)) {
                            touched.add(found.leaf());
                            changed++;
                        }
                    }
                    return changed;
                });
    }
}
