package dev.danmaku.worker.sink.output;

import dev.danmaku.event.Event;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Events on their way to an output, and who waits for them.
 *
 * @param flushes to complete when they are safe
 */
record Batch(List<Event> events, List<CompletableFuture<Void>> flushes) {

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** Written, or on disk, or given up and told. */
    void safe() {
        flushes.forEach(flush -> flush.complete(null));
    }
}
