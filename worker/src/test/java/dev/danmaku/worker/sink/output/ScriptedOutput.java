package dev.danmaku.worker.sink.output;

import dev.danmaku.event.Event;
import dev.danmaku.output.EventOutput;
import dev.danmaku.output.OutputFailure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** An output that does what a test tells it: takes, fails, hangs, refuses. */
final class ScriptedOutput implements EventOutput {
    final List<Event> taken = new CopyOnWriteArrayList<>();
    volatile boolean away;
    volatile Predicate<Event> refuses = event -> false;
    volatile boolean closed;
    private volatile CountDownLatch hanging = new CountDownLatch(0);

    /** The next writes wait for {@link #goOn}. */
    void hang() {
        if (hanging.getCount() == 0) {
            hanging = new CountDownLatch(1);
        }
    }

    void goOn() {
        hanging.countDown();
    }

    @Override
    public void write(List<Event> events) {
        try {
            hanging.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw OutputFailure.passing("interrupted", e);
        }
        if (away) {
            throw OutputFailure.passing("away", new IllegalStateException());
        }
        if (events.stream().anyMatch(refuses)) {
            throw OutputFailure.lasting("refused", new IllegalStateException());
        }
        taken.addAll(events);
    }

    @Override
    public void close() {
        closed = true;
    }
}
