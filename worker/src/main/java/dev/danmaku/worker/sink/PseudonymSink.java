package dev.danmaku.worker.sink;

import dev.danmaku.event.Event;
import dev.danmaku.event.Pseudonyms;
import dev.danmaku.room.RoomId;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Lets no sink see who did it: users go on under pseudonyms. */
public final class PseudonymSink implements EventSink {
    private final EventSink inner;
    private final Pseudonyms pseudonyms;

    public PseudonymSink(EventSink inner, Pseudonyms pseudonyms) {
        this.inner = inner;
        this.pseudonyms = pseudonyms;
    }

    @Override
    public EventSink.Lane open(RoomId room, Runnable drained) {
        return new Lane(inner.open(room, drained));
    }

    private final class Lane implements EventSink.Lane {
        private final EventSink.Lane inside;

        Lane(EventSink.Lane inside) {
            this.inside = inside;
        }

        @Override
        public boolean offer(List<Event> events) {
            return inside.offer(events.stream().map(pseudonyms::of).toList());
        }

        @Override
        public CompletableFuture<Void> flush() {
            return inside.flush();
        }

        @Override
        public CompletableFuture<Void> close() {
            return inside.close();
        }
    }
}
