package dev.danmaku.store;

import dev.danmaku.config.StorePlace;
import dev.danmaku.config.StoreSettings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.util.ArrayList;
import java.util.List;

/** What a store promises, whichever database it is. */
abstract class EventStoreContract
        implements WritingContract,
                ReadingContract,
                ReportingContract,
                SearchContract,
                HostileTextContract,
                KeepingContract {

    private final List<EventStore> opened = new ArrayList<>();
    private StoreSettings settings =
            StoreSettings.at(new StorePlace.Sqlite(java.nio.file.Path.of("none")));
    private EventStore store = null;

    @BeforeEach
    void openTheStore() throws Exception {
        settings = StoreSettings.at(newPlace());
        store = open(settings);
    }

    @AfterEach
    void closeTheStores() {
        opened.forEach(EventStore::close);
    }

    @Override
    public EventStore open(StoreSettings asked) {
        var store = EventStore.open(asked);
        opened.add(store);
        return store;
    }

    @Override
    public EventStore store() {
        return store;
    }

    @Override
    public StoreSettings settings() {
        return settings;
    }
}
