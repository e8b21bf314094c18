package dev.danmaku.standalone.watch;

import dev.danmaku.event.Event;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.sink.EventSink;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Prints one room's events, a line each. Its own thread does, since a pipe's reader may take its time. */
public final class TerminalSink implements EventSink, AutoCloseable {
    private static final int MAX_WAITING_EVENTS = 10_000;

    private final PrintStream out;
    private final Function<Event, String> line;
    private final Runnable readerGone;
    private final LinkedBlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Thread printer;

    private sealed interface Step {
        record Print(List<Event> events, Runnable drained) implements Step {}

        record Flush(CompletableFuture<Void> done) implements Step {}
    }

    /** @param readerGone called when nobody reads the output any more */
    public TerminalSink(PrintStream out, Function<Event, String> line, Runnable readerGone) {
        this.out = out;
        this.line = line;
        this.readerGone = readerGone;
        this.printer = Thread.ofPlatform().name("terminal").daemon().start(this::print);
    }

    @Override
    public Lane open(RoomId room, Runnable drained) {
        return new TerminalLane(drained);
    }

    private void print() {
        try {
            while (true) {
                switch (steps.take()) {
                    case Step.Print(var events, var drained) -> print(events, drained);
                    case Step.Flush(var done) -> {
                        out.flush();
                        done.complete(null);
                    }
                }
            }
        } catch (InterruptedException e) {
            // Closed: this thread is nobody else's.
        }
    }

    private void print(List<Event> events, Runnable drained) {
        events.forEach(event -> out.println(line.apply(event)));
        if (out.checkError()) {
            readerGone.run();
        }
        var before = waiting.getAndAdd(-events.size());
        if (before >= MAX_WAITING_EVENTS && before - events.size() < MAX_WAITING_EVENTS) {
            drained.run();
        }
    }

    @Override
    public void close() {
        printer.interrupt();
    }

    private final class TerminalLane implements Lane {
        private final Runnable drained;

        TerminalLane(Runnable drained) {
            this.drained = drained;
        }

        @Override
        public boolean offer(List<Event> events) {
            var now = waiting.addAndGet(events.size());
            steps.add(new Step.Print(List.copyOf(events), drained));
            return now < MAX_WAITING_EVENTS;
        }

        @Override
        public CompletableFuture<Void> flush() {
            var done = new CompletableFuture<Void>();
            steps.add(new Step.Flush(done));
            return done;
        }

        @Override
        public CompletableFuture<Void> close() {
            return flush();
        }
    }
}
