package dev.danmaku.worker.watch;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.event.EventBody.LikeCount;
import dev.danmaku.event.EventBody.RoomChanged;
import dev.danmaku.event.EventBody.StreamEnd;
import dev.danmaku.event.EventBody.StreamStart;
import dev.danmaku.event.EventBody.SuperChat;
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

    private static final int MAX_UNSURE = 4;
    private static final long NOT_JOINED = Long.MIN_VALUE;

    private final List<Event> events = new ArrayList<>();
    private volatile List<Long> first = List.of();
    private int unsure;
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
                markBy(Fingerprint.of(event));
            }
        }
    }

    /** A key that may hold our own clock is worth a try, but must not take the place of those that don't. */
    private void markBy(Fingerprint event) {
        if (event.content() == Fingerprint.NONE || unsure++ < MAX_UNSURE) {
            var more = new ArrayList<>(first);
            more.add(event.key());
            first = List.copyOf(more);
        }
    }

    /** Not what holders tell when they join, when a number changed since, or more than once; and not our own words. */
    private static boolean isHeardByAll(Event event) {
        return switch (event.body()) {
            case RoomChanged _, ViewerCount _, LikeCount _, SuperChat _ -> false;
            case Gap _, StreamStart _, StreamEnd _ -> false;
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
