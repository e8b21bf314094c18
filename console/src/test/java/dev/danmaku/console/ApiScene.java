package dev.danmaku.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.StoreSettings;
import dev.danmaku.event.Epoch;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.ViewerCount;
import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.event.Price;
import dev.danmaku.event.User;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.store.EventStore;
import dev.danmaku.testing.servers.TestRedis;

import redis.clients.jedis.Jedis;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A console over four rooms, one of them watched, of which something is stored. */
record ApiScene(Jedis redis, ConsoleUnderTest console) implements AutoCloseable {
    static final RoomId ROOM = new RoomId(Platform.KUAISHOU, "3xa");
    static final String OF_ROOM = "/api/v1/rooms/kuaishou/3xa";
    static final String EVIL = "<script>alert(1)</script>";
    static final long NOW = System.currentTimeMillis() / 60_000 * 60_000 - 600_000;

    static ApiScene start(TestRedis server, Path folder) {
        var redis = server.connect();
        new Registered(redis)
                .generation()
                .worker(2, 1)
                .watching("3xa")
                .found("3xa", EVIL, "somebody")
                .parked("3xp", "captcha")
                .wanted("3xw")
                .record("3xq", "queued", "\"x\":\"y\"");
        try (var store = EventStore.open(StoreSettings.in(folder))) {
            store.writer().write(events());
        }
        return new ApiScene(redis, ConsoleUnderTest.start(server, folder));
    }

    private static List<Event> events() {
        var events = new ArrayList<Event>();
        for (var i = 0; i < 20; i++) {
            events.add(event(
                    NOW + i * 10_000,
                    "id:c" + i,
                    new Chat(
                            User.of("u" + i % 3, "user " + i % 3),
                            i % 2 == 0 ? "666" : EVIL + i,
                            null,
                            null,
                            null)));
        }
        events.add(event(
                NOW + 1,
                "id:g",
                new Gift(
                        User.of("u0", "user 0"),
                        "9",
                        "rose",
                        3,
                        new Price(300, "CNY/1000", true),
                        null)));
        events.add(event(NOW + 2, "id:v", new ViewerCount(77, ViewerCountKind.ONLINE, null)));
        events.add(event(NOW + 5000, "id:gap", new Gap(NOW + 3000, NOW + 5000, "lost", 2L)));
        return events;
    }

    private static Event event(long at, String key, EventBody body) {
        return new Event(
                Platform.KUAISHOU, "3xa", at, at, key, "L1", new Epoch(7, 5, 1), body, null);
    }

    JsonNode post(String path, String body) {
        var answer = console.post(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ConsoleUnderTest.JSON.readTree(answer.body());
    }

    int status(String path) {
        var answer = console.get(path);
        if (answer.statusCode() != 200) {
            var problem = ConsoleUnderTest.JSON.readTree(answer.body());
            assertThat(answer.headers().firstValue("Content-Type"))
                    .contains("application/problem+json");
            assertThat(problem.path("status").asInt()).isEqualTo(answer.statusCode());
            assertThat(problem.path("detail").asString()).isNotBlank();
        }
        return answer.statusCode();
    }

    static List<String> ids(JsonNode list) {
        return list.path("rooms")
                .valueStream()
                .map(row -> row.path("room").asString())
                .toList();
    }

    @Override
    public void close() {
        console.close();
        redis.close();
    }
}
