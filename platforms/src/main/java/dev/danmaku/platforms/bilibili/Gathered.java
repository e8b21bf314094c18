package dev.danmaku.platforms.bilibili;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.platforms.EventKeys;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Gathers the events of what came at one time, under what they have in common. */
final class Gathered {
    /** Of one message, one for each of its packets; what one command adds above that is bounded on its own. */
    static final int MAX_EVENTS = Unpack.MAX_PACKETS;

    private final @Nullable String room;
    private final @Nullable String live;
    private final long receivedAt;
    private final List<Event> events = new ArrayList<>();
    private String messageId = "";
    private long sentMillis;

    Gathered(@Nullable String room, @Nullable String live, long receivedAt) {
        this.room = room;
        this.live = live;
        this.receivedAt = receivedAt;
    }

    /** What follows is of this command. */
    void begin(Command command) {
        messageId = command.messageId();
        sentMillis = command.sentMillis();
    }

    /** What follows is of no command. */
    void beginPlain() {
        messageId = "";
        sentMillis = 0;
    }

    /** @param ownMillis the platform's time of this one thing; 0 where it gave none */
    void add(String key, long ownMillis, EventBody body) {
        var at = millis(ownMillis);
        events.add(new Event(Platform.BILIBILI, room, at, receivedAt, key, live, null, body, null));
    }

    /** What happened when the message was sent, as far as anybody knows, and has no identity but the message's. */
    void add(EventBody body, String what) {
        add(keyOfMessage(body.type(), what), 0, body);
    }

    /** By the message's id where it has one, else by time and content. */
    String keyOfMessage(String kind, String what) {
        return messageId.isEmpty()
                ? EventKeys.hashed(kind, millis(0), "", what, 0)
                : EventKeys.ofId(kind, messageId);
    }

    /** Of something that happens once in a broadcast, whoever hears it and when. */
    String keyInBroadcast(String kind, String what) {
        return EventKeys.hashed(kind, 0, live == null ? "" : live, what, 0);
    }

    /** Of content and the platform's time. */
    String key(String kind, long ownMillis, @Nullable String who, String what) {
        return EventKeys.hashed(kind, millis(ownMillis), who == null ? "" : who, what, 0);
    }

    boolean isFull() {
        return events.size() >= MAX_EVENTS;
    }

    List<Event> all() {
        return events;
    }

    private long millis(long ownMillis) {
        if (ownMillis != 0) {
            return ownMillis;
        }
        return sentMillis != 0 ? sentMillis : receivedAt;
    }
}
