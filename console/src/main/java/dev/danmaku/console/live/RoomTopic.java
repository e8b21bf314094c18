package dev.danmaku.console.live;

import dev.danmaku.rate.RoomRates;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.util.Locale;

/** A room that somebody looks at. Its events come one by one and leave in batches. */
final class RoomTopic extends Topic {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_MESSAGES = 2_000;
    private static final long MAX_BYTES = 1 << 20;
    /** A batch that is as long leaves at once. */
    private static final int MAX_BATCH_CHARS = 32 * 1024;

    final RoomId room;
    private final StringBuilder batch = new StringBuilder();
    private int batched;
    private @Nullable String record;
    /** When the last client left, as the ticker counts; only the ticker reads it. */
    long idleSince = -1;

    RoomTopic(RoomId room) {
        super(nameOf(room), new Ring(MAX_MESSAGES, MAX_BYTES));
        this.room = room;
    }

    static String nameOf(RoomId room) {
        return "room:%s:%s".formatted(room.platform().label(), room.id());
    }

    /** @param json one line that is known to be an event's JSON */
    synchronized void event(String json) {
        if (batched > 0 && batch.length() + json.length() > MAX_BATCH_CHARS) {
            flush();
        }
        batch.append(batched == 0 ? "{\"events\":[" : ",").append(json);
        batched++;
    }

    /** Sends what has come since the last time. */
    synchronized void flush() {
        if (batched > 0) {
            publish("events", batch.append("]}").toString(), batched);
            batch.setLength(0);
            batched = 0;
        }
    }

    void rates(RoomRates rates) {
        var counted = rates.counted();
        var json = JSON.createObjectNode()
                .put("at", rates.at())
                .put("seconds", rates.seconds())
                .put("chats", counted.chats())
                .put("users", counted.users());
        counted.viewers().entrySet().stream()
                .min(java.util.Map.Entry.comparingByKey())
                .ifPresent(viewers -> json.put("viewers", viewers.getValue())
                        .put("viewersKind", viewers.getKey().name().toLowerCase(Locale.ROOT)));
        var value = json.putObject("value");
        counted.value().forEach(value::put);
        publish("rates", JSON.writeValueAsString(json), 0);
    }

    /** @param json what is known of its record now; sent if it is not what it was */
    synchronized void record(String json) {
        if (!json.equals(record)) {
            record = json;
            publish("record", json, 0);
        }
    }

    @Override
    Ring.Place beginning() {
        return ring.end();
    }
}
