package dev.danmaku.store;

import dev.danmaku.room.Platform;
import dev.danmaku.store.row.Origin;
import dev.danmaku.store.row.PlainText;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * The numbers of rooms and origins, which never change once they are given. Remembers many of them, so that the database is asked
 * once for each.
 */
final class Names {
    private static final int REMEMBERED = 200_000;

    /** Both tables have two columns that name something, the first of a platform or of an epoch. */
    private enum Kind {
        ROOM("room", "platform", "name"),
        ORIGIN("origin", "epoch", "live");

        private final String find;
        private final String add;
        private final String look;

        Kind(String table, String first, String second) {
            find = "SELECT id FROM %s WHERE %s = ? AND %s = ?".formatted(table, first, second);
            add = "INSERT INTO %s (%s, %s) VALUES (?, ?) ON CONFLICT DO NOTHING"
                    .formatted(table, first, second);
            look = "SELECT %s, %s FROM %s WHERE id = ?".formatted(first, second, table);
        }
    }

    private record Name(Kind kind, String first, String second) implements Comparable<Name> {
        static Name of(Platform platform, String room) {
            return new Name(
                    Kind.ROOM, String.valueOf(PlatformCode.of(platform)), PlainText.escape(room));
        }

        static Name of(Origin origin) {
            return new Name(Kind.ORIGIN, origin.epoch(), PlainText.escape(origin.live()));
        }

        @Override
        public int compareTo(Name other) {
            var byKind = kind.compareTo(other.kind);
            var byFirst = byKind != 0 ? byKind : first.compareTo(other.first);
            return byFirst != 0 ? byFirst : second.compareTo(other.second);
        }

        void bind(PreparedStatement statement) throws SQLException {
            if (kind == Kind.ROOM) {
                statement.setInt(1, Integer.parseInt(first));
            } else {
                statement.setString(1, first);
            }
            statement.setString(2, second);
        }
    }

    private record Number(Kind kind, int id) {}

    private final Database database;
    private final Map<Name, Integer> numbers = new Remembered<>();
    private final Map<Number, Name> names = new Remembered<>();

    Names(Database database) {
        this.database = database;
    }

    /** Gives numbers to all that have none; in a transaction of its own. */
    void learn(Connection connection, Platform platform, Collection<String> rooms)
            throws SQLException {
        var unknown = new TreeSet<Name>();
        rooms.forEach(room -> addUnknown(Name.of(platform, room), unknown));
        learn(connection, unknown);
    }

    /** Gives numbers to all that have none; in a transaction of its own. */
    void learn(Connection connection, Collection<Origin> origins) throws SQLException {
        var unknown = new TreeSet<Name>();
        origins.stream()
                .filter(origin -> !origin.equals(Origin.NONE))
                .forEach(origin -> addUnknown(Name.of(origin), unknown));
        learn(connection, unknown);
    }

    private synchronized void addUnknown(Name name, Collection<Name> unknown) {
        if (!numbers.containsKey(name)) {
            unknown.add(name);
        }
    }

    /** Sorted, so that two who learn the same do not wait for each other. */
    private void learn(Connection connection, TreeSet<Name> unknown) throws SQLException {
        if (unknown.isEmpty()) {
            return;
        }
        var learned = database.transact(connection, () -> {
            var found = new LinkedHashMap<Name, Integer>();
            for (var name : unknown) {
                var number = find(connection, name);
                found.put(name, number == null ? add(connection, name) : number);
            }
            return found;
        });
        learned.forEach(this::remember);
    }

    private static @Nullable Integer find(Connection connection, Name name) throws SQLException {
        try (var statement = connection.prepareStatement(name.kind().find)) {
            name.bind(statement);
            try (var result = statement.executeQuery()) {
                return result.next() ? (Integer) result.getInt(1) : null;
            }
        }
    }

    private static int add(Connection connection, Name name) throws SQLException {
        try (var statement = connection.prepareStatement(name.kind().add)) {
            name.bind(statement);
            statement.executeUpdate();
        }
        var number = find(connection, name);
        if (number == null) {
            throw new SQLException("what was just added is not there: a %s".formatted(name.kind()));
        }
        return number;
    }

    /** Null where there is no such room. */
    @Nullable Integer room(Connection connection, Platform platform, String room) throws SQLException {
        return number(connection, Name.of(platform, room));
    }

    /** Null for none. */
    @Nullable Integer origin(Connection connection, Origin origin) throws SQLException {
        return origin.equals(Origin.NONE) ? null : number(connection, Name.of(origin));
    }

    private @Nullable Integer number(Connection connection, Name name) throws SQLException {
        var known = remembered(name);
        if (known != null) {
            return known;
        }
        var found = find(connection, name);
        if (found != null) {
            remember(name, found);
        }
        return found;
    }

    String roomName(Connection connection, int id) throws SQLException {
        return PlainText.unescape(name(connection, new Number(Kind.ROOM, id)).second());
    }

    Origin origin(Connection connection, @Nullable Integer id) throws SQLException {
        if (id == null) {
            return Origin.NONE;
        }
        var name = name(connection, new Number(Kind.ORIGIN, id));
        return new Origin(name.first(), PlainText.unescape(name.second()));
    }

    private Name name(Connection connection, Number number) throws SQLException {
        var known = remembered(number);
        if (known != null) {
            return known;
        }
        try (var statement = connection.prepareStatement(number.kind().look)) {
            statement.setInt(1, number.id());
            try (var result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new SQLException("an event points to a %s that is not there: %d"
                            .formatted(number.kind(), number.id()));
                }
                var name = new Name(number.kind(), result.getString(1), result.getString(2));
                remember(name, number.id());
                return name;
            }
        }
    }

    private synchronized @Nullable Integer remembered(Name name) {
        return numbers.get(name);
    }

    private synchronized @Nullable Name remembered(Number number) {
        return names.get(number);
    }

    private synchronized void remember(Name name, int number) {
        numbers.put(name, number);
        names.put(new Number(name.kind(), number), name);
    }

    /** Forgets what was not used for longest. */
    private static final class Remembered<K, V> extends LinkedHashMap<K, V> {
        Remembered() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > REMEMBERED;
        }
    }
}
