package dev.danmaku.worker.sink.output;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.room.RoomId;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a sink had to drop, by room: so many events, from then to then. For one thread. */
final class Dropped {
    private final String cause;
    private final Map<RoomId, Loss> byRoom = new LinkedHashMap<>();
    private int events;

    /** @param last of the events dropped: the gap is told under its epoch */
    private record Loss(long fromMillis, Event last, int count) {}

    /** @param cause of the gaps */
    Dropped(String cause) {
        this.cause = cause;
    }

    void add(List<Event> lost) {
        for (var event : lost) {
            // only what decode prints has no room
            var room = new RoomId(event.platform(), Objects.requireNonNull(event.room()));
            var first = new Loss(event.receivedAt(), event, 1);
            byRoom.merge(
                    room,
                    first,
                    (before, now) -> new Loss(before.fromMillis(), event, before.count() + 1));
        }
        events += lost.size();
    }

    boolean isNothing() {
        return events == 0;
    }

    int events() {
        return events;
    }

    /** A gap for each room that lost something. */
    List<Event> gaps() {
        var gaps = new ArrayList<Event>();
        byRoom.forEach((room, loss) -> gaps.add(gap(loss)));
        return gaps;
    }

    private Event gap(Loss loss) {
        var last = loss.last();
        var body = new Gap(loss.fromMillis(), last.receivedAt(), cause, (long) loss.count());
        return new Event(
                last.platform(),
                last.room(),
                last.receivedAt(),
                last.receivedAt(),
                "h:gap-%d-%d".formatted(loss.fromMillis(), last.receivedAt()),
                last.live(),
                last.epoch(),
                body,
                null);
    }

    /** They are told. */
    void told() {
        byRoom.clear();
        events = 0;
    }
}
