package dev.danmaku.console;

import static dev.danmaku.console.ApiScene.NOW;
import static dev.danmaku.console.ApiScene.OF_ROOM;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.StoreSettings;
import dev.danmaku.store.EventStore;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRedis;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import redis.clients.jedis.Jedis;

import java.nio.file.Path;
import java.util.ArrayList;

/** What is answered out of the store. */
@RequiresRedis
@Timeout(60)
class StoredApiTest {
    @TempDir
    private Path folder;

    private ApiScene scene;
    private ConsoleUnderTest console;
    private Jedis redis;

    @BeforeEach
    void start(TestRedis server) {
        scene = ApiScene.start(server, folder);
        console = scene.console();
        redis = scene.redis();
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void storedEventsAreFoundPageByPageNewestFirst() {
        var first = console.json(OF_ROOM + "/events?types=chat&limit=12");
        var second = console.json(OF_ROOM + "/events?types=chat&limit=12&cursor="
                + first.path("next").asString());

        var keys = new ArrayList<String>();
        first.path("events").forEach(event -> keys.add(event.path("key").asString()));
        second.path("events").forEach(event -> keys.add(event.path("key").asString()));
        assertThat(keys).hasSize(20).doesNotHaveDuplicates();
        assertThat(keys.getFirst()).isEqualTo("id:c19");
        assertThat(second.has("next")).isFalse();
        assertThat(console.json("/api/v1/events?text=SCRIPT").path("events").size())
                .isEqualTo(10);
        assertThat(console.json("/api/v1/events?platform=kuaishou&user=u0&types=gift")
                        .path("events")
                        .path(0)
                        .path("gift")
                        .path("name")
                        .asString())
                .isEqualTo("rose");
    }

    @Test
    void aStreamHasAReport() {
        var stream = console.json(OF_ROOM + "/streams").path("streams").path(0);
        assertThat(stream.path("live").asString()).isEqualTo("L1");
        assertThat(stream.has("to")).as("it runs").isFalse();
        assertThat(stream.path("chats").asInt()).isEqualTo(20);

        var report = console.json(OF_ROOM + "/report?from=%d&to=%d".formatted(NOW, NOW + 600_000));

        assertThat(report.path("chats").asInt()).isEqualTo(20);
        assertThat(report.path("users").asInt()).isEqualTo(3);
        assertThat(report.path("curve").path("chats").toString()).isEqualTo("[6,6,6,2]");
        assertThat(report.path("curve").path("viewers").toString())
                .isEqualTo("[77,null,null,null]");
        assertThat(report.path("topPhrases").path(0).toString())
                .isEqualTo("{\"text\":\"666\",\"count\":10}");
        assertThat(report.path("topUsers").path(0).toString())
                .isEqualTo(
                        "{\"id\":\"u0\",\"name\":\"user 0\",\"chats\":7,\"value\":{\"CNY/1000\":300}}");
        assertThat(report.path("gifts").path(0).path("count").asInt()).isEqualTo(3);
        assertThat(report.path("missingMs").asInt()).isEqualTo(2000);
        assertThat(report.path("gaps").path(0).path("dropped").asInt()).isEqualTo(2);
    }

    @Test
    void aRoomIsExportedAsAFile() {
        var jsonl = console.get(OF_ROOM + "/export?format=jsonl");
        assertThat(jsonl.body().lines()).hasSize(23);
        assertThat(jsonl.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"kuaishou-3xa.jsonl\"");
        assertThat(console.get(OF_ROOM + "/export?format=csv").body().lines().count())
                .isGreaterThan(20);
        assertThat(console.get(OF_ROOM + "/export?format=xml").body()).contains("&lt;script");
        assertThat(console.get(OF_ROOM + "/export?format=ass").body()).contains("[Events]");
    }

    @Test
    void withoutAStoreOrARedisTheProblemSaysSo(@TempDir Path other) {
        try (var alone =
                ConsoleUnderTest.start("redis://127.0.0.1:1", other, "sinks.enabled", "jsonl")) {
            assertThat(alone.json("/api/v1/overview").path("problems").toString())
                    .contains("Redis does not answer");
            assertThat(alone.json("/api/v1/session").path("store").asBoolean()).isFalse();
            var events = alone.get("/api/v1/events");
            assertThat(events.statusCode()).isEqualTo(503);
            assertThat(events.body()).contains("no-store").contains("danmaku.sinks.enabled");
            assertThat(alone.get(OF_ROOM).statusCode()).isEqualTo(503);
            assertThat(alone.get("/api/v1/protocol").statusCode()).isEqualTo(503);
            assertThat(other.resolve("events.db")).as("asking makes no store").doesNotExist();
        }
    }

    @Test
    void aStoreIsExpectedBeforeAnythingIsStored(@TempDir Path other) {
        try (var early = ConsoleUnderTest.start("redis://127.0.0.1:1", other)) {
            assertThat(early.json("/api/v1/session").path("store").asBoolean()).isTrue();
            var events = early.get("/api/v1/events");
            assertThat(events.statusCode()).isEqualTo(503);
            assertThat(events.body()).contains("Nothing has been stored here yet");

            EventStore.open(StoreSettings.in(other)).close();

            assertThat(early.json("/api/v1/events").path("events").isEmpty()).isTrue();
        }
    }
}
