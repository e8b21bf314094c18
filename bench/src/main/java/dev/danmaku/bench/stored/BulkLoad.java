package dev.danmaku.bench.stored;

import dev.danmaku.event.Event;

import java.util.List;

/** The fastest way into a database that has nothing to ask: all rows in one transaction, into the same tables and indexes. */
public interface BulkLoad {
    /** Encodes them: not measured, since decoded rows are what a bulk load begins with. */
    void prepare(List<Event> events) throws Exception;

    /** Sends them. */
    void run() throws Exception;
}
