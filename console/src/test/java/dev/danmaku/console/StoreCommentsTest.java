package dev.danmaku.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.config.StoreSettings;
import dev.danmaku.event.Epoch;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.User;
import dev.danmaku.room.Platform;
import dev.danmaku.store.EventStore;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRedis;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Live comments where workers store what they hear and publish it nowhere. */
@RequiresRedis
@Timeout(90)
class StoreCommentsTest {
    private static final String PATH = "/api/v1/live?topics=room:kuaishou:3xa";
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @TempDir
    private Path folder;

    private static Event chat(long at, String key) {
        return new Event(
                Platform.KUAISHOU,
                "3xa",
                at,
                at,
                key,
                "L1",
                new Epoch(7, 5, 1),
                new Chat(User.of("u1", "ann"), key, null, null, null),
                null);
    }

    private static List<String> keys(EventClient client) {
        return client.of("events").stream()
                .flatMap(message -> message.path("events").valueStream())
                .map(event -> event.path("key").asString())
                .toList();
    }

    @Test
    void whatIsStoredWhileSomebodyLooksComesOnceAndInOrderAndWhatIsStoredLateComesToo(
            TestRedis redis) {
        try (var jedis = redis.connect();
                var store = EventStore.open(StoreSettings.in(folder));
                var console =
                        ConsoleUnderTest.start(redis, folder, "sinks.enabled", "jsonl,store");
                var client = EventClient.open(console, PATH, null)) {
            new Registered(jedis).generation().worker(2, 1).watching("3xa");
            store.writer().write(List.of(chat(System.currentTimeMillis() - 60_000, "id:old")));
            await().atMost(LIMIT).until(() -> !client.of("source").isEmpty());
            assertThat(client.of("source").getFirst().path("comments").asString())
                    .isEqualTo("store");
            var probes = new AtomicInteger();
            await("it is looked up").atMost(LIMIT).until(() -> {
                var key = "id:probe" + probes.getAndIncrement();
                store.writer().write(List.of(chat(System.currentTimeMillis(), key)));
                return !keys(client).isEmpty();
            });
            var begin = System.currentTimeMillis();
            var many = IntStream.range(0, 1200)
                    .mapToObj(i -> "id:%04d".formatted(i))
                    .toList();

            store.writer()
                    .write(IntStream.range(0, many.size())
                            .mapToObj(i -> chat(begin + i, many.get(i)))
                            .toList());
            await().atMost(LIMIT).until(() -> keys(client).contains(many.getLast()));
            store.writer().write(List.of(chat(begin - 3000, "id:late")));
            await().atMost(LIMIT).until(() -> keys(client).contains("id:late"));

            assertThat(keys(client)).doesNotHaveDuplicates().doesNotContain("id:old");
            assertThat(keys(client).stream().filter(key -> key.matches("id:[0-9]+")))
                    .containsExactlyElementsOf(many);
        }
    }
}
