package dev.danmaku.worker.sink.output;

import dev.danmaku.event.Event;
import dev.danmaku.output.EventOutput;
import dev.danmaku.output.OutputFailure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Brings one batch at a time to an output, on a thread of its own: an output that hangs holds up nobody else. */
final class Deliverer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);

    private final EventOutput output;
    private final OutputMetrics metrics;
    private final ExecutorService thread;

    Deliverer(String name, EventOutput output, OutputMetrics metrics) {
        this.output = output;
        this.metrics = metrics;
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("sink-" + name + "-out").daemon().factory());
    }

    /** Done when the batch is safe, or fails with an {@link OutputFailure} that is passing. */
    CompletableFuture<Void> deliver(List<Event> events) {
        return CompletableFuture.runAsync(() -> write(events), thread);
    }

    /** What can never be taken is found by halves, and left out. */
    private void write(List<Event> events) {
        try {
            output.write(events);
            metrics.written(events.size());
        } catch (OutputFailure e) {
            metrics.failed();
            if (e.isPassing()) {
                throw e;
            }
            if (events.size() == 1) {
                metrics.refused();
                var event = events.getFirst();
                LOG.error(
                        "{} is refused for ever, and left out: {} of {} {}, {}",
                        event.body().type(),
                        event.key(),
                        event.platform().label(),
                        event.room(),
                        e.getMessage());
            } else {
                write(events.subList(0, events.size() / 2));
                write(events.subList(events.size() / 2, events.size()));
            }
        } catch (RuntimeException e) {
            metrics.failed();
            LOG.error("an output failed in a way it should not: it is tried again", e);
            throw OutputFailure.passing(String.valueOf(e.getMessage()), e);
        }
    }

    /** Closes the output once what is under way has ended, or that time is over. */
    void close(Duration limit) throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            thread.shutdownNow();
        }
        output.close();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        output.close();
    }
}
