package dev.danmaku.worker.watch;

import dev.danmaku.event.Epoch;
import dev.danmaku.event.Event;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.sink.EventSink;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The way of one room's events into the sink: stamps the epoch, counts, and remembers that the sink is full. */
final class RoomFeed {
    private final EventSink.Lane lane;
    private final WatchMetrics metrics;
    private final RoomId room;
    private volatile @Nullable Epoch epoch;
    private boolean full;

    RoomFeed(RoomId room, WatchTools tools, Runnable drained) {
        this.room = room;
        this.metrics = tools.metrics();
        this.lane = tools.sink().open(room, drained);
    }

    /** Of all later events. */
    void epoch(@Nullable Epoch of) {
        epoch = of;
    }

    void add(Event event) {
        add(List.of(event));
    }

    /** Keeps every event, also when full. */
    void add(List<Event> events) {
        if (events.isEmpty()) {
            return;
        }
        metrics.handled(room.platform(), events);
        full = !lane.offer(stamped(events));
    }

    boolean full() {
        return full;
    }

    void drained() {
        full = false;
    }

    CompletableFuture<Void> close() {
        return lane.close();
    }

    private List<Event> stamped(List<Event> events) {
        var under = epoch;
        if (under == null) {
            return events;
        }
        var stamped = new ArrayList<Event>(events.size());
        for (var event : events) {
            stamped.add(event.under(under));
        }
        return stamped;
    }
}
