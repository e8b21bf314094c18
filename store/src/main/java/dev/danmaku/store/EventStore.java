package dev.danmaku.store;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;

import dev.danmaku.config.StorePlace;
import dev.danmaku.config.StoreSettings;
import dev.danmaku.event.Event;
import dev.danmaku.event.Pseudonyms;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.function.UnaryOperator;

/** Where events are stored. See the package. Its parts may be used by any number of threads, until it is closed. */
public final class EventStore implements AutoCloseable {
    private final Database database;
    private final EventWriter writer;
    private final EventReader reader;
    private final StoreKeeper keeper;

    private EventStore(Database database, StoreSettings settings, @Nullable Pseudonyms pseudonyms) {
        this.database = database;
        var names = new Names(database);
        UnaryOperator<Event> change = pseudonyms == null ? event -> event : pseudonyms::of;
        this.writer = new SqlWriter(database, names, change);
        this.reader = new SqlReader(database, names);
        this.keeper = new SqlKeeper(database, settings, new Erasure(database, names, pseudonyms));
    }

    /**
     * Opens it, and brings its schema to this version.
     *
     * @throws StoreFailure if the database cannot be reached, or is none of ours
     */
    public static EventStore open(StoreSettings settings) {
        var pseudonyms = settings.pseudonymKey().value().map(Pseudonyms::new).orElse(null);
        return new EventStore(database(settings), settings, pseudonyms);
    }

    private static Database database(StoreSettings settings) {
        try {
            return switch (settings.place()) {
                case StorePlace.Sqlite file -> SqliteDatabase.open(settings, file);
                case StorePlace.Postgres server -> PostgresDatabase.open(settings, server);
            };
        } catch (SQLException e) {
            throw StoreFailure.of("opening the store", e);
        } catch (PoolInitializationException e) {
            throw e.getCause() instanceof SQLException sql
                    ? StoreFailure.of("opening the store", sql)
                    : new StoreFailure("opening the store: " + e.getMessage(), true, e);
        }
    }

    public EventWriter writer() {
        return writer;
    }

    public EventReader reader() {
        return reader;
    }

    public StoreKeeper keeper() {
        return keeper;
    }

    @Override
    public void close() {
        database.close();
    }
}
