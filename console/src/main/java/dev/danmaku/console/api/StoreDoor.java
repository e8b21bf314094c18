package dev.danmaku.console.api;

import dev.danmaku.config.StorePlace;
import dev.danmaku.config.StoreSettings;
import dev.danmaku.console.web.Problem;
import dev.danmaku.store.EventQuery;
import dev.danmaku.store.EventReader;
import dev.danmaku.store.EventReader.Page;
import dev.danmaku.store.EventStore;
import dev.danmaku.store.StoreFailure;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Files;
import java.time.Duration;
import java.util.function.Function;

/** The store, opened when it is first asked and is there. */
public final class StoreDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreDoor.class);
    private static final long TRY_AGAIN_NANOS = Duration.ofSeconds(5).toNanos();

    private final StoreSettings settings;
    private final boolean written;
    private final Duration limit;
    private @Nullable EventStore store;
    private @Nullable String failure;
    private long failedAt;

    /**
     * @param written whether workers store what they hear
     * @param limit of one question
     */
    public StoreDoor(StoreSettings settings, boolean written, Duration limit) {
        this.settings = settings;
        this.written = written;
        this.limit = limit;
    }

    /** Whether there is something to ask, now or once something was heard. */
    public boolean isExpected() {
        return written || isThere();
    }

    /** Whether there is something to ask. A file that nobody has made yet is none, and is not made by asking. */
    public boolean isThere() {
        return switch (settings.place()) {
            case StorePlace.Sqlite file -> Files.exists(file.file());
            case StorePlace.Postgres _ -> true;
        };
    }

    /**
     * Asks within the time that a question may take.
     *
     * @throws Problem if there is no store, it is away, or that took too long
     */
    <T> T ask(Function<EventReader, T> question) {
        return ask(limit, question);
    }

    <T> T ask(Duration within, Function<EventReader, T> question) {
        try {
            return question.apply(reader().within(within));
        } catch (StoreFailure e) {
            throw problem(e);
        }
    }

    /**
     * A page of events, as {@link EventReader#page}.
     *
     * @throws Problem if there is no store, it is away, or that took too long
     */
    public Page page(EventQuery query, @Nullable String after, int limit) {
        return ask(reader -> reader.page(query, after, limit));
    }

    static Problem problem(StoreFailure e) {
        if (e.tooSlow()) {
            return Problem.tooSlow(
                    "The store did not answer in time: ask for less (a shorter time, one room, longer words), or"
                            + " raise danmaku.console.query-timeout");
        }
        LOG.warn("the store failed", e);
        return Problem.away("no-store", "The store does not answer: " + e.getMessage());
    }

    private synchronized EventReader reader() {
        var open = store;
        if (open != null) {
            return open.reader();
        }
        if (!isThere()) {
            throw Problem.away(
                    "no-store",
                    written
                            ? "Nothing has been stored here yet: danmaku.store.url and danmaku.data-dir say where"
                            : "Nothing is stored: enable the sink store (danmaku.sinks.enabled=jsonl,store)");
        }
        var known = failure;
        if (known != null && System.nanoTime() - failedAt < TRY_AGAIN_NANOS) {
            throw Problem.away("no-store", known);
        }
        try {
            var opened = EventStore.open(settings);
            store = opened;
            failure = null;
            return opened.reader();
        } catch (StoreFailure e) {
            failure = "The store cannot be opened: " + e.getMessage();
            failedAt = System.nanoTime();
            throw problem(e);
        }
    }

    @Override
    public synchronized void close() {
        if (store != null) {
            store.close();
        }
    }
}
