package dev.danmaku.worker.sink;

import dev.danmaku.event.Event;
import dev.danmaku.room.RoomId;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Several sinks as one: each gets every event, a room waits while any of its lanes is full, and a flush is done when all are. */
public final class AllSinks implements EventSink {
    private final List<EventSink> sinks;

    public AllSinks(List<? extends EventSink> sinks) {
        this.sinks = List.copyOf(sinks);
    }

    @Override
    public EventSink.Lane open(RoomId room, Runnable drained) {
        return sinks.size() == 1 ? sinks.getFirst().open(room, drained) : new Lane(room, drained);
    }

    private final class Lane implements EventSink.Lane {
        private final Runnable drained;
        private final List<EventSink.Lane> lanes;
        /** Guarded by this. */
        private final BitSet full = new BitSet();

        Lane(RoomId room, Runnable drained) {
            this.drained = drained;
            this.lanes = IntStream.range(0, sinks.size())
                    .mapToObj(i -> sinks.get(i).open(room, () -> drained(i)))
                    .toList();
        }

        /** A lane that drains before its "full" is noted waits here for that. */
        @Override
        public synchronized boolean offer(List<Event> events) {
            for (var i = 0; i < lanes.size(); i++) {
                if (!lanes.get(i).offer(events)) {
                    full.set(i);
                }
            }
            return full.isEmpty();
        }

        private void drained(int lane) {
            boolean goOn;
            synchronized (this) {
                var was = full.get(lane);
                full.clear(lane);
                goOn = was && full.isEmpty();
            }
            if (goOn) {
                drained.run();
            }
        }

        @Override
        public CompletableFuture<Void> flush() {
            return all(lanes.stream().map(EventSink.Lane::flush).toList());
        }

        @Override
        public CompletableFuture<Void> close() {
            return all(lanes.stream().map(EventSink.Lane::close).toList());
        }

        private static CompletableFuture<Void> all(List<CompletableFuture<Void>> parts) {
            return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
        }
    }
}
