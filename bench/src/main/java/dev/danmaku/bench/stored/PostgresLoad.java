package dev.danmaku.bench.stored;

import dev.danmaku.event.Event;
import dev.danmaku.store.row.Rows;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** COPY in its text format. */
public final class PostgresLoad implements BulkLoad {
    private final String url;
    private final String table;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

    /** @param url as JDBC has it */
    public PostgresLoad(String url, String table) {
        this.url = url;
        this.table = table;
    }

    @Override
    public void prepare(List<Event> events) {
        for (var event : events) {
            var row = Rows.of(event);
            var line = Stream.of(
                            row.at(),
                            row.who(),
                            event.room(),
                            event.room(),
                            row.lag(),
                            2,
                            row.type(),
                            "\\x" + HexFormat.of().formatHex(row.key()),
                            row.text(),
                            row.folded(),
                            row.body())
                    .map(PostgresLoad::field)
                    .collect(Collectors.joining("\t", "", "\n"));
            lines.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String field(@Nullable Object value) {
        return value == null
                ? "\\N"
                : value.toString()
                        .replace("\\", "\\\\")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t");
    }

    @Override
    public void run() throws SQLException, IOException {
        try (var connection = DriverManager.getConnection(url)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "COPY " + table
                                    + " (at, who, room, origin, lag, platform, type, key, text, folded, body) FROM STDIN",
                            new ByteArrayInputStream(lines.toByteArray()));
        }
    }
}
