package dev.danmaku.worker.watch;

import dev.danmaku.event.Epoch;
import dev.danmaku.event.Event;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.sink.EventSink;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The way of one room's events into the sink: stamps the epoch, counts, and remembers that the sink is full. Before the room is ours
 * it keeps everything back; when it was another's it lets pass what that one did not hand on.
 */
final class RoomFeed {
    private final EventSink.Lane lane;
    private final WatchMetrics metrics;
    private final RoomId room;
    private final Clock clock;
    private final Handover handover;
    private volatile @Nullable Epoch epoch;
    private boolean full;
    private boolean left;

    RoomFeed(RoomId room, WatchTools tools, Handover handover, Runnable drained) {
        this.room = room;
        this.metrics = tools.metrics();
        this.clock = tools.clock();
        this.handover = handover;
        this.lane = tools.sink().open(room, drained);
    }

    /** Of all later events. */
    void epoch(@Nullable Epoch of) {
        epoch = of;
    }

    void add(Event event) {
        add(List.of(event));
    }

    /** Keeps every event, also when full. After {@link #leave} they are another's. */
    void add(List<Event> events) {
        if (left) {
            return;
        }
        var ours = handover.pass(events, clock.millis());
        if (!ours.isEmpty()) {
            metrics.handled(room.platform(), ours);
            full = !lane.offer(stamped(ours));
        }
    }

    boolean full() {
        return full || handover.full();
    }

    void drained() {
        full = false;
    }

    /** Somebody else hands on from here. */
    void leave() {
        left = true;
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
