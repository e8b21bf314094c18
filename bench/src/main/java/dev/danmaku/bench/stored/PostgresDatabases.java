package dev.danmaku.bench.stored;

import dev.danmaku.config.StorePlace;
import dev.danmaku.testing.servers.TestPostgres;

/** As it is installed, but for memory that a server of its own would have. */
public final class PostgresDatabases implements Databases {
    private final TestPostgres postgres =
            TestPostgres.start("shared_buffers=512MB", "max_wal_size=4GB");
    private final String table;

    /** @param table for bulk loads */
    public PostgresDatabases(String table) {
        this.table = table;
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public StorePlace fresh() {
        return StorePlace.parse(postgres.newDatabase());
    }

    @Override
    public BulkLoad load(StorePlace place) {
        var database = ((StorePlace.Postgres) place).database();
        return new PostgresLoad(
                "jdbc:postgresql://127.0.0.1:%d/%s?user=danmaku"
                        .formatted(postgres.port(), database),
                table);
    }

    @Override
    public void close() {
        postgres.close();
    }
}
