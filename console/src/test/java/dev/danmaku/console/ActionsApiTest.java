package dev.danmaku.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRedis;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import redis.clients.jedis.Jedis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What people do, and what became of it. */
@RequiresRedis
@Timeout(60)
class ActionsApiTest {
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
    void roomsAreAddedByIdAddressAndPastedLines() throws IOException {
        var told = scene.post("/api/v1/rooms", """
                {"platform":"kuaishou","rooms":["3xnew 3xa\\nhttps://live.kuaishou.com/u/3xurl?x=1",
                "https://live.bilibili.com/21452505","https://www.douyu.com/topic/abc?rid=288016","bili:12","no!","https://example.com/1"]}""");

        assertThat(told.path("added")
                        .valueStream()
                        .map(each -> each.path("platform").asString() + ":"
                                + each.path("room").asString()))
                .containsExactly(
                        "kuaishou:3xnew",
                        "kuaishou:3xurl",
                        "bilibili:21452505",
                        "douyu:288016",
                        "bilibili:12");
        assertThat(told.path("known").size()).isEqualTo(1);
        assertThat(told.path("refused")
                        .valueStream()
                        .map(each -> each.path("text").asString()))
                .containsExactly("no!", "https://example.com/1");
        assertThat(redis.sismember("ks_lives", "3xurl")).isTrue();
        assertThat(redis.sismember("dy_lives", "288016")).isTrue();
        var audit = Files.readString(folder.resolve("audit.jsonl"));
        assertThat(audit.lines()).hasSize(1);
        var line = ConsoleUnderTest.JSON.readTree(audit);
        assertThat(line.path("action").asString()).isEqualTo("add");
        assertThat(line.path("role").asString()).isEqualTo("operate");
        assertThat(line.path("address").asString()).isEqualTo("127.0.0.1");
        assertThat(line.path("outcome").asString()).isEqualTo("added 5, known 1, refused 2");
    }

    @Test
    void roomsArePausedResumedRetriedAndRemoved() {
        var rooms = "\"rooms\":[{\"platform\":\"kuaishou\",\"room\":\"3xp\"}]}";

        var retried = scene.post("/api/v1/rooms/actions", "{\"action\":\"retry\"," + rooms);
        assertThat(retried.path("done").asInt()).as(retried.toString()).isEqualTo(1);
        var watched = scene.post(
                "/api/v1/rooms/actions",
                "{\"action\":\"retry\",\"rooms\":[{\"platform\":\"kuaishou\",\"room\":\"3xa\"}]}");
        assertThat(watched.path("refused").path(0).path("detail").asString())
                .isEqualTo("It is not parked");
        assertThat(scene.post("/api/v1/rooms/actions", "{\"action\":\"pause\"," + rooms)
                        .path("done")
                        .asInt())
                .isEqualTo(1);
        await().untilAsserted(
                        () -> assertThat(ApiScene.ids(console.json("/api/v1/rooms?state=paused")))
                                .containsExactly("3xp"));
        assertThat(scene.post("/api/v1/rooms/actions", "{\"action\":\"resume\"," + rooms)
                        .path("done")
                        .asInt())
                .isEqualTo(1);
        var moved = scene.post("/api/v1/rooms/actions", "{\"action\":\"move\"," + rooms);
        assertThat(moved.path("refused").path(0).path("detail").asString())
                .isEqualTo("No worker holds it");
        assertThat(scene.post("/api/v1/rooms/actions", "{\"action\":\"remove\"," + rooms)
                        .path("done")
                        .asInt())
                .isEqualTo(1);
        assertThat(redis.sismember("ks_lives", "3xp")).isFalse();
    }

    @Test
    void aPlatformIsPausedAndResumedAndItsParkedRoomsAreRetried() {
        var path = "/api/v1/platforms/kuaishou/actions";
        assertThat(scene.post(path, "{\"action\":\"retry\",\"reason\":\"other\"}")
                        .path("done")
                        .asInt())
                .isZero();
        assertThat(scene.post(path, "{\"action\":\"retry\",\"reason\":\"captcha\"}")
                        .path("done")
                        .asInt())
                .isEqualTo(1);
        assertThat(scene.post(path, "{\"action\":\"pause\"}").path("done").asInt())
                .isEqualTo(1);
        assertThat(scene.post(path, "{\"action\":\"pause\"}").path("done").asInt())
                .isZero();
        await().untilAsserted(() -> assertThat(console.json("/api/v1/overview")
                        .path("platforms")
                        .path(0)
                        .path("paused"))
                .isEqualTo(ConsoleUnderTest.JSON.readTree("true")));
        assertThat(scene.post(path, "{\"action\":\"resume\"}").path("done").asInt())
                .isEqualTo(1);
    }

    @Test
    void parkedRoomsAreGroupedByReasonAndABrokerThatIsAwayIsToldOf() {
        var failures = console.json("/api/v1/failures");
        assertThat(failures.path("parked").path(0).path("reason").asString()).isEqualTo("captcha");
        assertThat(failures.path("parked").path(0).path("rooms").asInt()).isEqualTo(1);
        assertThat(failures.path("dead").path("known").asBoolean()).isFalse();

        assertThat(scene.post("/api/v1/failures/actions", "{\"action\":\"retry-parked\"}")
                        .path("done")
                        .asInt())
                .isEqualTo(1);
        assertThat(console.post("/api/v1/failures/actions", "{\"action\":\"retry-dead\"}")
                        .statusCode())
                .isEqualTo(503);
    }
}
