package dev.danmaku.bench.stored;

import dev.danmaku.config.StorePlace;

import java.io.IOException;

/** Where databases come from. */
public interface Databases extends AutoCloseable {
    String name();

    /** An empty one; the one before may go. */
    StorePlace fresh() throws IOException;

    BulkLoad load(StorePlace place);

    @Override
    void close() throws IOException;
}
