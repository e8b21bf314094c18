package dev.danmaku.worker.watch;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.event.EventBody.LikeCount;
import dev.danmaku.event.EventBody.RoomChanged;
import dev.danmaku.event.EventBody.StreamEnd;
import dev.danmaku.event.EventBody.StreamStart;
import dev.danmaku.event.EventBody.ViewerCount;

import java.util.ArrayList;
import java.util.List;

/**
 * What was heard of a room that is still another's. Never drops anything: when it is full its socket is not read. To be used in the
 * watch's turn, but for {@link #mark}.
 */
final class Backlog {
    /** Many seconds of the busiest room; a handover takes one or two. */
    static final int MAX_EVENTS = 20_000;

    private static final long NOT_JOINED = Long.MIN_VALUE;

    private final List<Event> events = new ArrayList<>();
    private volatile List<Fingerprint> first = List.of();
    private volatile long joinedMillis = NOT_JOINED;

    /** Only the first time counts. */
    void joined(long nowMillis) {
        if (joinedMillis == NOT_JOINED) {
            joinedMillis = nowMillis;
        }
    }

    boolean isJoined() {
        return joinedMillis != NOT_JOINED;
    }

    long joinedMillis() {
        return joinedMillis;
    }

    void keep(List<Event> heard) {
        events.addAll(heard);
        for (var event : heard) {
            if (first.size() < Mark.MAX_EVENTS && isHeardByAll(event)) {
                var more = new ArrayList<>(first);
                more.add(Fingerprint.of(event));
                first = List.copyOf(more);
            }
        }
    }

    /** Not what each holder tells when it joins or when a number changed since it joined, and not our own words. */
    private static boolean isHeardByAll(Event event) {
        return switch (event.body()) {
            case RoomChanged _, ViewerCount _, LikeCount _, Gap _, StreamStart _, StreamEnd _ ->
                false;
            default -> true;
        };
    }

    boolean full() {
        return events.size() >= MAX_EVENTS;
    }

    /** Safe for use by any thread. */
    Mark mark(long nowMillis) {
        return new Mark(first, isJoined() ? Math.max(0, nowMillis - joinedMillis) : 0);
    }

    /** Gives it all away, in the order it was heard. */
    List<Event> empty() {
        var all = List.copyOf(events);
        events.clear();
        return all;
    }
}
