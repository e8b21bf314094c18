package dev.danmaku.console;

import static dev.danmaku.console.ApiScene.EVIL;
import static dev.danmaku.console.ApiScene.NOW;
import static dev.danmaku.console.ApiScene.OF_ROOM;
import static dev.danmaku.console.ApiScene.ROOM;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.rate.RateBucket;
import dev.danmaku.rate.RateKeys;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRedis;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.XAddParams;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lists of rooms, and one of them. */
@RequiresRedis
@Timeout(60)
class RoomsApiTest {
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
    void roomsAreListedFilteredSortedAndCutIntoPages() {
        var all = console.json("/api/v1/rooms");
        assertThat(ApiScene.ids(all)).containsExactly("3xa", "3xp", "3xq", "3xw");
        assertThat(all.path("total").asInt()).isEqualTo(4);
        var first = all.path("rooms").path(0);
        assertThat(first.path("title").asString()).isEqualTo(EVIL);
        assertThat(first.path("host").asString()).isEqualTo("box");
        assertThat(first.path("spark").size()).isEqualTo(60);
        assertThat(all.path("rooms").path(3).path("state").asString()).isEqualTo("wanted");
        assertThat(ApiScene.ids(console.json("/api/v1/rooms?state=parked"))).containsExactly("3xp");
        assertThat(ApiScene.ids(console.json("/api/v1/rooms?worker=host-1a2b")))
                .containsExactly("3xa");
        assertThat(ApiScene.ids(console.json("/api/v1/rooms?text=SOMEBODY")))
                .containsExactly("3xa");
        assertThat(ApiScene.ids(console.json("/api/v1/rooms?platform=douyu"))).isEmpty();
        assertThat(ApiScene.ids(console.json("/api/v1/rooms?order=desc&limit=2")))
                .containsExactly("3xw", "3xq");
        assertThat(ApiScene.ids(console.json("/api/v1/rooms?offset=3"))).containsExactly("3xw");
        assertThat(ApiScene.ids(console.json("/api/v1/rooms?offset=30"))).isEmpty();
        assertThat(ApiScene.ids(console.json("/api/v1/rooms?sort=state")))
                .containsExactly("3xp", "3xq", "3xw", "3xa");
        assertThat(ApiScene.ids(console.json("/api/v1/rooms?sort=since&order=desc"))
                        .getLast())
                .isEqualTo("3xw");
    }

    @Test
    @Timeout(180)
    void tenThousandRoomsComePageByPageWithoutDoublesOrHoles() {
        new Registered(redis).many(10_000);
        // the longer a reading takes, the seldomer it is done: a minute at most
        await().atMost(Duration.ofSeconds(90))
                .until(() ->
                        console.json("/api/v1/rooms?limit=1").path("total").asInt() == 10_004);

        for (var order :
                List.of("room&order=desc", "since", "state", "worker", "viewers", "chats")) {
            var seen = new ArrayList<String>();
            for (var offset = 0; offset < 10_004; offset += 500) {
                seen.addAll(ApiScene.ids(console.json(
                        "/api/v1/rooms?sort=%s&limit=500&offset=%d".formatted(order, offset))));
            }
            assertThat(seen).as(order).hasSize(10_004).doesNotHaveDuplicates();
        }
        assertThat(console.json("/api/v1/rooms?text=3xmany77&limit=500")
                        .path("matching")
                        .asInt())
                .as("77, 770 to 779 and 7700 to 7799")
                .isEqualTo(111);
        assertThat(console.json("/api/v1/grid").path("rooms").size()).isEqualTo(10_004);
    }

    @Test
    void aRoomTellsWhyAndItsRatesComeInColumns() {
        var room = console.json(OF_ROOM);
        assertThat(room.path("watched").asBoolean()).isTrue();
        assertThat(room.path("sentence").asString()).startsWith("Yes: worker host-1a2b on box");
        assertThat(room.path("code").asString()).isEqualTo("watching");
        assertThat(room.at("/values/worker").asString()).isEqualTo("host-1a2b");
        assertThat(room.at("/values/host").asString()).isEqualTo("box");
        assertThat(room.at("/values/at").asLong())
                .isEqualTo(room.at("/record/since").asLong());
        assertThat(room.path("title").asString()).isEqualTo(EVIL);

        var at = System.currentTimeMillis() / 1000 - 30;
        var bucket = new RateBucket(
                at,
                5,
                3,
                1,
                java.util.Map.of("gold", 20L),
                java.util.Map.of(ViewerCountKind.ONLINE, 9L));
        redis.xadd(RateKeys.seconds(ROOM), bucket.fields(), XAddParams.xAddParams());
        redis.xadd(
                RateKeys.seconds(ROOM), RateBucket.quiet(at + 1).fields(), XAddParams.xAddParams());

        var rates = console.json(OF_ROOM + "/rates?step=1");
        assertThat(rates.path("at").toString()).isEqualTo("[%d,%d]".formatted(at, at + 1));
        assertThat(rates.path("chats").toString()).isEqualTo("[5,0]");
        assertThat(rates.path("users").toString()).isEqualTo("[3,0]");
        assertThat(rates.path("viewers").toString()).isEqualTo("[9,null]");
        assertThat(rates.path("value").toString()).isEqualTo("{\"gold\":[20,0]}");
        assertThat(rates.path("gaps").isEmpty()).isTrue();
        var minutes = console.json(
                OF_ROOM + "/rates?step=60&from=%d&to=%d".formatted(NOW - 60_000, NOW + 600_000));
        assertThat(minutes.path("gaps").path(0).path("cause").asString()).isEqualTo("lost");
    }
}
