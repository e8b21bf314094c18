package dev.danmaku.worker.sink.fence;

import dev.danmaku.event.Event;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.sink.EventSink;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * After a pause of this process others may have taken its rooms. What it reads then is to be kept back, and its sockets are to be read no
 * further, until the registry has confirmed room by room that it is still the holder; of a room that is another's it is to be dropped,
 * since that one hears it, too. Losing Redis without a pause keeps nothing back.
 */
public final class FencedSink implements EventSink, Fence {
    private final EventSink inner;
    private final PauseWatch pauses;
    private final Map<RoomId, Lane> lanes = new ConcurrentHashMap<>();

    public FencedSink(EventSink inner, PauseWatch pauses) {
        this.inner = inner;
        this.pauses = pauses;
    }

    @Override
    public EventSink.Lane open(RoomId room, Runnable drained) {
        var lane = new Lane(room, drained);
        lanes.put(room, lane);
        return lane;
    }

    @Override
    public long pauses() {
        return pauses.pauses();
    }

    @Override
    public boolean keepsBack() {
        var now = pauses();
        return lanes.values().stream().anyMatch(lane -> lane.confirmed < now);
    }

    @Override
    public void confirm(RoomId room, long pauses) {
        var lane = lanes.get(room);
        if (lane != null) {
            lane.confirm(pauses);
        }
    }

    private final class Lane implements EventSink.Lane {
        private final RoomId room;
        private final EventSink.Lane inside;
        private final Runnable drained;
        private volatile long confirmed;
        private boolean full;

        /** A room that is opened now was given to us now. */
        Lane(RoomId room, Runnable drained) {
            this.room = room;
            this.drained = drained;
            this.confirmed = pauses.pauses();
            this.inside = inner.open(room, this::insideDrained);
        }

        @Override
        public boolean keepsBack() {
            return confirmed != pauses.pauses();
        }

        /** What was read before a pause is ours, however late it comes. */
        @Override
        public synchronized boolean offer(List<Event> events) {
            full = !inside.offer(events);
            return !full;
        }

        private void insideDrained() {
            synchronized (this) {
                full = false;
            }
            drained.run();
        }

        void confirm(long until) {
            if (confirmed < until && settle(until)) {
                drained.run();
            }
        }

        /** Whether there is room as well; if not, the sink inside will say so. */
        private synchronized boolean settle(long until) {
            confirmed = until;
            return !full;
        }

        @Override
        public CompletableFuture<Void> flush() {
            return inside.flush();
        }

        @Override
        public CompletableFuture<Void> close() {
            lanes.remove(room, this);
            return inside.close();
        }
    }
}
