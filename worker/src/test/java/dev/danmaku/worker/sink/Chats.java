package dev.danmaku.worker.sink;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventJson;
import dev.danmaku.event.User;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Events that tests can count, and the files they should be in. */
public final class Chats {
    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private Chats() {}

    public static RoomId room(int number) {
        return new RoomId(Platform.KUAISHOU, "room-" + number);
    }

    public static Event chat(RoomId room, String text, Instant at) {
        var millis = at.toEpochMilli();
        var body = new EventBody.Chat(User.of("7", "小明"), text, null, null, null);
        return new Event(
                room.platform(), room.id(), millis, millis, "h:" + text, "live", null, body, null);
    }

    public static List<Event> chats(RoomId room, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(n -> chat(room, "chat " + n, NOON))
                .toList();
    }

    public static Path file(Path data, RoomId room) {
        return file(data, room, "2026-11-21");
    }

    public static Path file(Path data, RoomId room, String day) {
        return data.resolve("events/kuaishou").resolve(room.id()).resolve(day + ".jsonl");
    }

    public static String lines(List<Event> events) {
        var text = new StringBuilder();
        events.forEach(e -> text.append(EventJson.toJson(e)).append('\n'));
        return text.toString();
    }

    public static List<Event> together(List<List<Event>> frames) {
        var all = new ArrayList<Event>();
        frames.forEach(all::addAll);
        return all;
    }

    public static String read(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }
}
