package dev.danmaku.standalone.simulation;

import dev.danmaku.event.Event;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.sink.EventSink;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where one worker's events go: the judge sees each. */
final class Store implements EventSink {
    private final Judge judge;
    private final SimProcess process;

    Store(Judge judge, SimProcess process) {
        this.judge = judge;
        this.process = process;
    }

    @Override
    public EventSink.Lane open(RoomId room, Runnable drained) {
        return new EventSink.Lane() {
            @Override
            public boolean offer(List<Event> events) {
                events.forEach(event -> judge.stored(
                        room, Long.parseLong(event.key().substring(3)), process, event.epoch()));
                return true;
            }

            @Override
            public CompletableFuture<Void> flush() {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletableFuture<Void> close() {
                return CompletableFuture.completedFuture(null);
            }
        };
    }
}
