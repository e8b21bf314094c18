package dev.danmaku.worker.sink.output;

import dev.danmaku.event.Event;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;

/**
 * What cannot go to the output now: it goes to the spool, and where even that has no room it is held; after the patience it is
 * dropped, and told as gaps as soon as there is room. For the writer's thread.
 */
final class Overflow {
    private static final Logger LOG = LoggerFactory.getLogger(Overflow.class);

    private final String name;
    private final Spool spool;
    private final OutputMetrics metrics;
    private final long patienceNanos;
    private final Dropped dropped;
    private Batch held = NOTHING;
    private boolean blocked;
    private long blockedSinceNanos;

    private static final Batch NOTHING = new Batch(List.of(), List.of());

    Overflow(String name, Spool spool, OutputMetrics metrics, OutputSettings settings) {
        this.name = name;
        this.spool = spool;
        this.metrics = metrics;
        this.patienceNanos = settings.patience().toNanos();
        this.dropped = new Dropped("sink %s could not keep up".formatted(name));
    }

    /** Whether something that came earlier is still here. */
    boolean isEmpty() {
        return held == NOTHING && dropped.isNothing() && isDiskEmpty();
    }

    private boolean isDiskEmpty() {
        try {
            return spool.isEmpty();
        } catch (IOException e) {
            LOG.error("the spool of sink {} cannot be read: {}", name, e.toString());
            return true;
        }
    }

    /** The first events on disk; the same again until {@link #advance}. */
    List<Event> first(int most) {
        try {
            return spool.peek(most);
        } catch (IOException e) {
            LOG.error("the spool of sink {} cannot be read: {}", name, e.toString());
            return List.of();
        }
    }

    /** What was read last is written. */
    void advance() {
        try {
            spool.advance();
        } catch (IOException e) {
            LOG.warn(
                    "sink {}: it is not noted what was written, after a crash it comes again: {}",
                    name,
                    e.toString());
        }
    }

    /** With an empty disk: what is held in memory, or is to be told of what was dropped. */
    Batch takeHeld() {
        var first = held;
        held = NOTHING;
        if (first == NOTHING && !dropped.isNothing()) {
            first = new Batch(dropped.gaps(), List.of());
            dropped.told();
        }
        return first;
    }

    /** Whether more may be put here. */
    boolean hasRoom() {
        if (!dropped.isNothing() && append(dropped.gaps())) {
            LOG.warn("sink {} dropped {} events: its gaps say so", name, dropped.events());
            dropped.told();
        }
        if (held != NOTHING && append(held.events())) {
            held.safe();
            held = NOTHING;
        }
        var room = dropped.isNothing() && held == NOTHING;
        if (room) {
            blocked = false;
        }
        return room;
    }

    /** Takes a batch, whatever becomes of it. Needs {@link #hasRoom}. */
    void add(Batch batch) {
        if (append(batch.events())) {
            batch.safe();
        } else {
            held = batch;
        }
    }

    /** Appends the batch that is under way, alone on the disk. False if that cannot be. */
    boolean addFirst(Batch underWay) {
        if (!append(underWay.events())) {
            return false;
        }
        // so that advance() means just these
        first(underWay.events().size());
        underWay.safe();
        return true;
    }

    private boolean append(List<Event> events) {
        try {
            return spool.append(events);
        } catch (IOException e) {
            LOG.debug("the spool of sink {} takes nothing: {}", name, e.toString());
            return false;
        }
    }

    /** There is no room: sockets wait, for some time. Returns whether that is over and things are dropped. */
    boolean outOfPatience(long nowNanos) {
        if (!blocked) {
            blocked = true;
            blockedSinceNanos = nowNanos;
            LOG.error(
                    "sink {} can neither write nor spool: sockets are not read for {} s at most",
                    name,
                    patienceNanos / 1_000_000_000);
        }
        return nowNanos - blockedSinceNanos >= patienceNanos;
    }

    void drop(Batch batch) {
        if (!batch.isEmpty()) {
            if (dropped.isNothing()) {
                LOG.error("sink {} drops events until there is room again", name);
            }
            dropped.add(batch.events());
            metrics.dropped(batch.events().size());
        }
        batch.safe();
    }

    void dropHeld() {
        drop(held);
        held = NOTHING;
    }

    /** What a closing leaves that is neither written nor on disk. */
    int unsaved() {
        return held.events().size();
    }
}
