package dev.danmaku.worker.watch;

import java.time.Duration;
import java.util.Arrays;

/**
 * The events that were handed on lately, kept while a room is offered to others. Bounded in age and number; three numbers an event,
 * since a worker that drains keeps this for all its rooms at once.
 */
final class HandedOn {
    static final Duration MAX_AGE = Duration.ofSeconds(30);
    static final int MAX_EVENTS = 20_000;

    private static final int WIDTH = 3;
    private static final int FIRST_EVENTS = 16;

    /** Key, content and time of each, the oldest first. */
    private long[] events = new long[FIRST_EVENTS * WIDTH];

    private int begin;
    private int end;

    /** What {@link #since} tells of an event. */
    interface Reader {
        void read(Fingerprint event, long millis);
    }

    void add(Fingerprint event, long nowMillis) {
        forget(nowMillis);
        if (end == events.length) {
            makeRoom();
        }
        events[end] = event.key();
        events[end + 1] = event.content();
        events[end + 2] = nowMillis;
        end += WIDTH;
    }

    int size() {
        return (end - begin) / WIDTH;
    }

    /** When the first event since then was handed on that the mark names; {@link Long#MAX_VALUE} if none was. */
    long firstOf(Mark mark, long fromMillis) {
        for (var at = begin; at < end; at += WIDTH) {
            if (events[at + 2] >= fromMillis
                    && mark.names(new Fingerprint(events[at], events[at + 1]))) {
                return events[at + 2];
            }
        }
        return Long.MAX_VALUE;
    }

    void since(long fromMillis, Reader reader) {
        for (var at = begin; at < end; at += WIDTH) {
            if (events[at + 2] >= fromMillis) {
                reader.read(new Fingerprint(events[at], events[at + 1]), events[at + 2]);
            }
        }
    }

    private void forget(long nowMillis) {
        var eldest = nowMillis - MAX_AGE.toMillis();
        while (begin < end && (events[begin + 2] < eldest || size() >= MAX_EVENTS)) {
            begin += WIDTH;
        }
    }

    /** By moving what is kept to the front, where that frees at least half; else by growing. */
    private void makeRoom() {
        var kept = Arrays.copyOfRange(events, begin, end);
        if (kept.length > events.length / 2) {
            events = new long[events.length * 2];
        }
        System.arraycopy(kept, 0, events, 0, kept.length);
        begin = 0;
        end = kept.length;
    }
}
