package dev.danmaku.bench.stored;

import dev.danmaku.event.Event;
import dev.danmaku.store.row.Folding;
import dev.danmaku.store.row.Row;
import dev.danmaku.store.row.Rows;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Prepared inserts in one transaction. */
public final class SqliteLoad implements BulkLoad {
    private final Path file;
    private final String table;
    private final List<Row> rows = new ArrayList<>();
    private final List<Integer> rooms = new ArrayList<>();
    private final List<String> words = new ArrayList<>();

    public SqliteLoad(Path file, String table) {
        this.file = file;
        this.table = table;
    }

    @Override
    public void prepare(List<Event> events) {
        for (var event : events) {
            var row = Rows.of(event);
            var said = row.searched();
            rows.add(row);
            rooms.add(Integer.valueOf(String.valueOf(event.room())));
            words.add(said == null ? "" : Folding.words(said));
        }
    }

    @Override
    public void run() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            try (var pragma = connection.createStatement()) {
                pragma.execute("PRAGMA synchronous = NORMAL");
                pragma.execute("PRAGMA cache_size = -32768");
            }
            connection.setAutoCommit(false);
            try (var event = connection.prepareStatement("INSERT INTO " + table
                            + " (id, at, room, type, who, origin, lag, key, text, folded, body)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
                    var word = connection.prepareStatement(
                            "INSERT INTO " + table + "_words (rowid, words) VALUES (?, ?)")) {
                for (var i = 0; i < rows.size(); i++) {
                    var row = rows.get(i);
                    event.setInt(1, i + 1);
                    event.setLong(2, row.at());
                    event.setInt(3, rooms.get(i));
                    event.setInt(4, row.type());
                    event.setObject(5, row.who());
                    event.setInt(6, rooms.get(i));
                    event.setObject(7, row.lag());
                    event.setBytes(8, row.key());
                    event.setString(9, row.text());
                    event.setString(10, row.folded());
                    event.setString(11, row.body());
                    event.executeUpdate();
                    if (!words.get(i).isEmpty()) {
                        word.setInt(1, i + 1);
                        word.setString(2, words.get(i));
                        word.executeUpdate();
                    }
                }
            }
            connection.commit();
        }
    }
}
