package dev.danmaku.store;

import dev.danmaku.config.StorePlace;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import javax.sql.DataSource;

/**
 * Brings a database to the schema of this version. Any number of processes may begin at once: PostgreSQL's advisory lock parts them,
 * beside a SQLite file it is a lock on another. A schema of a later version is left alone.
 */
final class Migrations {
    private static final Object ONE_IN_THIS_PROCESS = new Object();

    private Migrations() {}

    /** @throws SQLException if the database cannot be reached */
    static void run(StorePlace place, DataSource source) throws SQLException {
        switch (place) {
            case StorePlace.Sqlite file -> inFile(file.file().toAbsolutePath(), source);
            case StorePlace.Postgres _ -> migrate("postgresql", source);
        }
    }

    private static void inFile(Path file, DataSource source) throws SQLException {
        var lock = file.resolveSibling(file.getFileName() + ".lock");
        synchronized (ONE_IN_THIS_PROCESS) {
            try {
                Files.createDirectories(file.getParent());
                try (var channel = FileChannel.open(
                                lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        var _ = channel.lock()) {
                    if (Files.notExists(file)) {
                        beginFile(file);
                    }
                    migrate("sqlite", source);
                }
            } catch (IOException e) {
                throw new SQLException("cannot lock %s (%s)".formatted(lock, e), "08001", e);
            }
        }
    }

    /** Space that a dropped day leaves can be given back to the disk only if a file says so before its first table. */
    private static void beginFile(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            Sql.execute(connection, "PRAGMA auto_vacuum = INCREMENTAL");
            Sql.execute(connection, "PRAGMA journal_mode = WAL");
        }
    }

    private static void migrate(String folder, DataSource source) throws SQLException {
        try {
            var _ = configuration(folder, source).load().migrate();
        } catch (FlywayException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sql) {
                    throw sql;
                }
            }
            throw new StoreFailure(
                    "the database has no schema of ours: " + e.getMessage(), false, e);
        }
    }

    private static FluentConfiguration configuration(String folder, DataSource source) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:store/" + folder)
                .table("danmaku_schema")
                .cleanDisabled(true);
    }
}
