package dev.danmaku.worker.watch;

import dev.danmaku.event.Event;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.sink.EventSink;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Keeps what it is given; a test says when it is full and when it has written. */
final class FakeSink implements EventSink {
    final List<Event> events = new ArrayList<>();
    final List<CompletableFuture<Void>> flushes = new ArrayList<>();
    boolean full;
    boolean keepsBack;
    boolean writesAtOnce = true;
    boolean closed;
    private Runnable drained = () -> {};

    @Override
    public Lane open(RoomId room, Runnable whenDrained) {
        drained = whenDrained;
        return new FakeLane();
    }

    void drain() {
        full = false;
        drained.run();
    }

    List<String> types() {
        return events.stream().map(e -> e.body().type()).toList();
    }

    /** What was kept back may pass. */
    void confirm() {
        keepsBack = false;
        drained.run();
    }

    private final class FakeLane implements Lane {
        @Override
        public boolean keepsBack() {
            return keepsBack;
        }

        @Override
        public boolean offer(List<Event> offered) {
            events.addAll(offered);
            return !full;
        }

        @Override
        public CompletableFuture<Void> flush() {
            var flush = new CompletableFuture<Void>();
            flushes.add(flush);
            if (writesAtOnce) {
                flush.complete(null);
            }
            return flush;
        }

        @Override
        public CompletableFuture<Void> close() {
            closed = true;
            return flush();
        }
    }
}
