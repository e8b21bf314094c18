package dev.danmaku.worker.sink.store;

import dev.danmaku.config.StoreSettings;
import dev.danmaku.event.Event;
import dev.danmaku.output.EventOutput;
import dev.danmaku.output.OutputFailure;
import dev.danmaku.store.EventStore;
import dev.danmaku.store.StoreFailure;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Brings events into the store. A database that is away when the worker starts is opened when it comes. */
public final class StoreOutput implements EventOutput {
    private static final Logger LOG = LoggerFactory.getLogger(StoreOutput.class);
    private static final Duration BETWEEN_KEEPINGS = Duration.ofHours(1);

    private final StoreSettings settings;
    private final Clock clock;
    private @Nullable EventStore store;
    private Instant nextKeeping = Instant.MIN;

    public StoreOutput(StoreSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void write(List<Event> events) {
        var open = opened();
        try {
            keep(open);
            open.writer().write(events);
        } catch (StoreFailure e) {
            var message = String.valueOf(e.getMessage());
            throw e.retryable()
                    ? OutputFailure.passing(message, e)
                    : OutputFailure.lasting(message, e);
        }
    }

    /**
     * A store that cannot be opened is no event's fault, whatever the reason: a password that is wrong, a database that is still to be
     * made. Events wait until somebody mends it.
     */
    private EventStore opened() {
        try {
            return open();
        } catch (StoreFailure e) {
            throw OutputFailure.passing(String.valueOf(e.getMessage()), e);
        }
    }

    /** With the first events of each hour: what is old goes, and the next days are made. */
    private void keep(EventStore open) {
        var now = clock.instant();
        if (now.isBefore(nextKeeping)) {
            return;
        }
        try {
            var gone = open.keeper().keep(now);
            nextKeeping = now.plus(BETWEEN_KEEPINGS);
            if (!gone.isEmpty()) {
                LOG.info("{} days are no longer kept", gone.size());
            }
        } catch (StoreFailure e) {
            nextKeeping = now.plusSeconds(60);
            LOG.warn("what is old could not be dropped: {}", e.getMessage());
        }
    }

    private synchronized EventStore open() {
        var open = store;
        if (open == null) {
            open = EventStore.open(settings);
            store = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        if (store != null) {
            store.close();
            store = null;
        }
    }
}
