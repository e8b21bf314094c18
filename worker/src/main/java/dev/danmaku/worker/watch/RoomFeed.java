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
    private final List<Heard> withheld = new ArrayList<>();
    private long passedMillis;
    private boolean full;
    private boolean left;

    /** @param millis when that was */
    private record Heard(List<Event> events, long millis) {}

    RoomFeed(RoomId room, WatchTools tools, Handover handover, Runnable drained) {
        this.room = room;
        this.metrics = tools.metrics();
        this.clock = tools.clock();
        this.handover = handover;
        this.lane = tools.sink().open(room, drained);
        this.passedMillis = clock.millis();
    }

    /** Of all later events. */
    void epoch(@Nullable Epoch of) {
        epoch = of;
    }

    void add(Event event) {
        add(List.of(event));
    }

    /**
     * Keeps every event, also when full. After {@link #leave} they are another's. What the sink keeps back counts as unheard until it
     * may pass: who follows us is not to be told that it was handed on.
     */
    void add(List<Event> events) {
        if (left) {
            return;
        }
        var now = clock.millis();
        if (withheld.isEmpty() && mayPass()) {
            passedMillis = now;
            handOn(handover.pass(events, now));
        } else {
            withheld.add(new Heard(events, now));
            passIfAllowed();
        }
    }

    private boolean mayPass() {
        return handover.keepsBack() || !lane.keepsBack();
    }

    /** Hands on what was kept back, if that may be by now. */
    void passIfAllowed() {
        if (!mayPass()) {
            return;
        }
        passedMillis = clock.millis();
        var ours = new ArrayList<Event>();
        // two holders tell copies apart by when they heard them
        withheld.forEach(heard -> ours.addAll(handover.pass(heard.events(), heard.millis())));
        withheld.clear();
        handOn(ours);
    }

    private void handOn(List<Event> ours) {
        if (!ours.isEmpty()) {
            metrics.handled(room.platform(), ours);
            full = !lane.offer(stamped(ours));
        }
    }

    boolean full() {
        return full || !withheld.isEmpty() || handover.full();
    }

    /** Whether what is heard now may not be handed on yet. */
    boolean keepsBack() {
        return lane.keepsBack();
    }

    /** Whether something was heard that may not be handed on yet. */
    boolean withholds() {
        return !withheld.isEmpty();
    }

    /** When something was handed on last, or could have been. */
    long passedMillis() {
        return passedMillis;
    }

    void drained() {
        full = false;
        if (!withheld.isEmpty()) {
            passIfAllowed();
        }
    }

    /** Somebody else hands on from here. */
    void leave() {
        left = true;
        withheld.clear();
    }

    /** What may still not be handed on never will be. */
    CompletableFuture<Void> close() {
        leave();
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
