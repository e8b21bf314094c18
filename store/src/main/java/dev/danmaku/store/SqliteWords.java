package dev.danmaku.store;

import dev.danmaku.store.Database.Condition;
import dev.danmaku.store.row.Folding;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Beside each day a full-text index of the characters of its texts. */
final class SqliteWords {
    private SqliteWords() {}

    static String table(Leaf leaf) {
        return leaf.table() + "_words";
    }

    /** With an id and {@link Folding#words}. */
    static String insert(Leaf leaf) {
        return "INSERT INTO %s (rowid, words) VALUES (?, ?)".formatted(table(leaf));
    }

    /** @param words a statement of {@link #insert} */
    static void index(PreparedStatement words, long id, @Nullable String searched)
            throws SQLException {
        if (searched != null) {
            words.setLong(1, id);
            words.setString(2, Folding.words(searched));
            words.executeUpdate();
        }
    }

    /** An index without the texts has to be told what it knows. */
    static void forget(Connection connection, Leaf leaf, long id, @Nullable String searched)
            throws SQLException {
        if (searched == null) {
            return;
        }
        try (var statement = connection.prepareStatement(
                "INSERT INTO %1$s (%1$s, rowid, words) VALUES ('delete', ?, ?)"
                        .formatted(table(leaf)))) {
            statement.setLong(1, id);
            statement.setString(2, Folding.words(searched));
            statement.executeUpdate();
        }
    }

    /** Has all of the characters, and then the words. */
    static Condition contains(Leaf leaf, String folded) {
        var all = Folding.characters(folded).stream()
                .map(character -> "\"" + Folding.words(character) + "\"")
                .collect(Collectors.joining(" AND "));
        return new Condition(
                "id IN (SELECT rowid FROM %1$s WHERE %1$s MATCH ?) AND instr(coalesce(folded, text), ?) > 0"
                        .formatted(table(leaf)),
                List.of(all, folded));
    }
}
