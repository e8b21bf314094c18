package dev.danmaku.bench.stored;

import dev.danmaku.config.StorePlace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files in a folder of its own. */
public final class SqliteDatabases implements Databases {
    private final Path folder = create();
    private final String table;
    private int made;

    /** @param table for bulk loads */
    public SqliteDatabases(String table) {
        this.table = table;
    }

    private static Path create() {
        try {
            return Files.createTempDirectory("danmaku-bench-store-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "SQLite";
    }

    /** The one before goes. */
    @Override
    public StorePlace fresh() throws IOException {
        clear();
        return new StorePlace.Sqlite(folder.resolve(made++ + ".db"));
    }

    @Override
    public BulkLoad load(StorePlace place) {
        return new SqliteLoad(((StorePlace.Sqlite) place).file(), table);
    }

    private void clear() throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        clear();
        Files.delete(folder);
    }
}
