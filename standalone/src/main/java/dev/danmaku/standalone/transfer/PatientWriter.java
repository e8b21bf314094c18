package dev.danmaku.standalone.transfer;

import dev.danmaku.event.Event;
import dev.danmaku.store.EventWriter;
import dev.danmaku.store.StoreFailure;
import dev.danmaku.store.WriteResult;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tries again, for some time, what a database may do later. */
public final class PatientWriter {
    private static final long FIRST_WAIT_MILLIS = 100;
    private static final long LONGEST_WAIT_MILLIS = 5_000;

    private final Duration patience;
    private final Future<?> stopped;
    private final Consumer<String> teller;

    /**
     * @param patience for one batch
     * @param stopped when done, nothing is waited for any more
     * @param teller hears once for each time of waiting why
     */
    public PatientWriter(Duration patience, Future<?> stopped, Consumer<String> teller) {
        this.patience = patience;
        this.stopped = stopped;
        this.teller = teller;
    }

    /** @throws StoreFailure if it failed for good, for too long, or when somebody wanted an end */
    public WriteResult write(EventWriter writer, List<Event> batch) throws InterruptedException {
        return patiently(() -> writer.write(batch));
    }

    /** @throws StoreFailure if it failed for good, for too long, or when somebody wanted an end */
    public <T> T patiently(Supplier<T> work) throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        var wait = FIRST_WAIT_MILLIS;
        for (var first = true; ; first = false) {
            try {
                return work.get();
            } catch (StoreFailure e) {
                if (!e.retryable() || stopped.isDone() || end - System.nanoTime() <= 0) {
                    throw e;
                }
                if (first) {
                    teller.accept("the store does not take it (%s); trying again for %d s"
                            .formatted(e.getMessage(), patience.toSeconds()));
                }
            }
            await(wait);
            wait = Math.min(2 * wait, LONGEST_WAIT_MILLIS);
        }
    }

    private void await(long millis) throws InterruptedException {
        try {
            stopped.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
