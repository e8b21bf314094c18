package dev.danmaku.store;

import dev.danmaku.config.Secret;
import dev.danmaku.config.StorePlace;
import dev.danmaku.config.StoreSettings;
import dev.danmaku.config.StoreSettings.Keep;
import dev.danmaku.event.Event;
import dev.danmaku.room.Platform;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A store whose promises are tested, and what its tests ask of it. */
interface OpenedStore {
    /** An empty database. */
    StorePlace newPlace() throws Exception;

    /** Runs a statement behind the store's back. */
    void execute(StorePlace place, String sql) throws SQLException;

    /** Makes the table refuse all new rows. */
    void spoil(StorePlace place, String table) throws SQLException;

    EventStore store();

    StoreSettings settings();

    /** Opens one more, which is closed after the test. */
    EventStore open(StoreSettings asked);

    default WriteResult write(Event... events) {
        return store().writer().write(List.of(events));
    }

    default List<Event> all() {
        return find(EventQuery.all());
    }

    default EventQuery everything() {
        return EventQuery.all();
    }

    default List<Event> find(EventQuery query) {
        var found = new ArrayList<Event>();
        try (var stream = store().reader().stream(query)) {
            stream.forEachRemaining(found::add);
        }
        return found;
    }

    /** The same place, of which less is kept. */
    default StoreSettings keeping(Keep keep) {
        return with(Secret.NONE, Map.of(Platform.BILIBILI, keep));
    }

    /** The same place, otherwise. */
    default StoreSettings with(Secret key, Map<Platform, Keep> keep) {
        return new StoreSettings(
                settings().place(), Secret.NONE, 4, Duration.ofSeconds(30), key, keep);
    }
}
