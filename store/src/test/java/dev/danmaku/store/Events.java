package dev.danmaku.store;

import dev.danmaku.event.Epoch;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventJson;
import dev.danmaku.event.User;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Events for tests. */
final class Events {
    /** Noon of some day (UTC). */
    static final long NOON = Instant.parse("2026-11-20T12:00:00Z").toEpochMilli();

    static final long DAY = Leaf.DAY_MILLIS;

    private Events() {}

    static Event chat(String room, long at, String key, String text) {
        return chat(room, at, key, User.of("1", "somebody"), text);
    }

    static Event chat(String room, long at, String key, User user, String text) {
        return of(room, at, key, new Chat(user, text, null, null, null));
    }

    static Event of(String room, long at, String key, EventBody body) {
        return new Event(Platform.BILIBILI, room, at, at + 120, key, "live", null, body, null);
    }

    /** At our own clock's time. */
    static Event ownClock(Event event) {
        return new Event(
                event.platform(),
                event.room(),
                event.at(),
                event.at(),
                event.key(),
                event.live(),
                event.epoch(),
                event.body(),
                event.raw());
    }

    static Event on(Platform platform, Event event) {
        return new Event(
                platform,
                event.room(),
                event.at(),
                event.receivedAt(),
                event.key(),
                event.live(),
                event.epoch(),
                event.body(),
                event.raw());
    }

    static @Nullable Epoch epoch(long term) {
        return term == 0 ? null : new Epoch(1_790_000_000_000L, 1_790_000_000_001L, term);
    }

    static List<String> lines(Iterable<Event> events) {
        var lines = new ArrayList<String>();
        events.forEach(event -> lines.add(EventJson.toJson(event)));
        return lines;
    }

    static List<String> texts(Iterable<Event> events) {
        var texts = new ArrayList<String>();
        events.forEach(event -> texts.add(((Chat) event.body()).text()));
        return texts;
    }
}
