package dev.danmaku.platforms.douyu;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Gathers the events of what came at once, under what they have in common. */
final class EventBatch {
    private final @Nullable Place place;
    private final long receivedAt;
    private final List<Event> events = new ArrayList<>();
    private @Nullable String saidRoom;

    /** @param place null where nobody said the room: then the messages do */
    EventBatch(@Nullable Place place, long receivedAt) {
        this.place = place;
        this.receivedAt = receivedAt;
    }

    long receivedAt() {
        return receivedAt;
    }

    /** The room that the next events' message names. */
    void said(long rid) {
        saidRoom = place == null && rid > 0 ? Long.toString(rid) : null;
    }

    /** What happened now, as far as anybody knows. */
    void add(String key, EventBody body) {
        add(key, receivedAt, body);
    }

    void add(String key, long at, EventBody body) {
        events.add(new Event(
                Platform.DOUYU,
                place == null ? saidRoom : place.room(),
                at,
                receivedAt,
                key,
                place == null ? null : place.live(),
                null,
                body,
                null));
    }

    List<Event> all() {
        return events;
    }
}
