package dev.danmaku.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.registry.Keys;
import dev.danmaku.room.Platform;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRedis;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import redis.clients.jedis.Jedis;

import java.nio.file.Path;

/** The wall and the workers. */
@RequiresRedis
@Timeout(60)
class OverviewApiTest {
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
    void theOverviewCountsRoomsAndSaysWhyTheyWait() {
        var overview = console.json("/api/v1/overview");

        var totals = overview.path("totals");
        assertThat(totals.path("wanted").asInt()).isEqualTo(4);
        assertThat(totals.path("watched").asInt()).isEqualTo(1);
        assertThat(totals.path("waiting").asInt()).isEqualTo(2);
        assertThat(totals.path("parked").asInt()).isEqualTo(1);
        assertThat(totals.path("eventsPerSecond").asInt()).isEqualTo(30);
        assertThat(totals.path("workers").path("slots").asInt()).isEqualTo(2);
        assertThat(overview.path("shortfall")
                        .valueStream()
                        .map(each -> each.path("cause").asString() + " " + each.path("rooms")))
                .containsExactlyInAnyOrder("queued 1", "queued 1", "parked 1");
        assertThat(overview.path("problems").toString()).contains("No dispatcher runs");
    }

    @Test
    void aFullClusterSaysThatNoSlotIsFree() {
        new Registered(redis).worker(1, 1);

        await().untilAsserted(() -> assertThat(
                        console.json("/api/v1/overview").path("shortfall").toString())
                .contains("no-free-slot")
                .contains("1 room waits of kuaishou: no free slot (1 worker with 1 slot)"));
    }

    @Test
    void theBacklogIsAsOldAsTheRoomThatWaitsLongest() {
        new Registered(redis).since("3xq", "queued", 90_000).since("3xo", "opening", 40_000);

        await().untilAsserted(() -> {
            var overview = console.json("/api/v1/overview");
            var kuaishou = overview.path("platforms").path(0);
            assertThat(overview.path("totals").path("waiting").asInt()).isEqualTo(3);
            assertThat(overview.at("/totals/backlog/oldestMs").asLong())
                    .isBetween(90_000L, 150_000L);
            assertThat(kuaishou.path("waiting").asInt()).isEqualTo(3);
            assertThat(kuaishou.path("watched").asInt()).isEqualTo(1);
            assertThat(kuaishou.path("oldestMs").asLong()).isBetween(90_000L, 150_000L);
            assertThat(overview.path("platforms").path(1).has("oldestMs")).isFalse();
        });
    }

    @Test
    void aRepairDoesNotMakeAWaitShorterAndWhatNobodyClaimedGrowsOld() {
        new Registered(redis).since("3xq", "queued", 90_000);
        await().until(() ->
                console.json("/api/v1/overview").at("/totals/backlog/oldestMs").asLong() >= 90_000);

        new Registered(redis).since("3xq", "claimed", 0);
        await("the repair was seen")
                .until(() -> ApiScene.ids(console.json("/api/v1/rooms?state=claimed"))
                        .contains("3xq"));

        assertThat(console.json("/api/v1/overview")
                        .at("/totals/backlog/oldestMs")
                        .asLong())
                .isGreaterThanOrEqualTo(90_000);
        new Registered(redis).watching("3xq");
        await("only the room that nobody claimed waits").untilAsserted(() -> {
            var backlog = console.json("/api/v1/overview").at("/totals/backlog");
            assertThat(backlog.path("oldestMs").asLong()).isBetween(1L, 89_999L);
        });
    }

    @Test
    void whatCannotBeARoomAndWhatPeoplePausedDoesNotWait() {
        new Registered(redis).wanted("no room");
        redis.hset(Keys.paused(Platform.DOUYU), "by", "alice");
        redis.sadd(Platform.DOUYU.livesKey(), "77");

        await().untilAsserted(() -> {
            var overview = console.json("/api/v1/overview");
            assertThat(overview.at("/platforms/0/wanted").asInt()).isEqualTo(5);
            assertThat(overview.at("/platforms/1/wanted").asInt()).isEqualTo(1);
            assertThat(overview.at("/totals/waiting").asInt()).isEqualTo(2);
            assertThat(overview.at("/totals/paused").asInt()).isEqualTo(1);
        });
    }

    @Test
    void eachPlatformHasItsEventsWhereAllWorkersTellThem() {
        var platforms = console.json("/api/v1/overview").path("platforms");
        assertThat(platforms.path(0).path("eventsPerSecond").asInt()).isEqualTo(28);
        assertThat(platforms.path(1).path("eventsPerSecond").asInt()).isZero();
        assertThat(platforms.path(2).path("eventsPerSecond").asInt()).isEqualTo(2);

        new Registered(redis).olderWorker("host-older");

        await().untilAsserted(() -> assertThat(
                        console.json("/api/v1/overview").at("/platforms/0").has("eventsPerSecond"))
                .isFalse());
    }

    @Test
    void workersAreListedAndTheirAbsenceFromTheChannelIsTold() {
        console.json("/api/v1/overview");
        var worker = console.json("/api/v1/workers").path("workers").path(0);
        assertThat(worker.path("session").asString()).isEqualTo(Registered.WORKER);
        assertThat(worker.path("alive").asBoolean()).isTrue();
        assertThat(worker.path("loopLagMs").asInt()).isEqualTo(2);
        assertThat(worker.path("sinks").toString())
                .isEqualTo(
                        "[{\"name\":\"jsonl\",\"away\":false,\"waiting\":3,\"heldBytes\":0},"
                                + "{\"name\":\"store\",\"away\":true,\"waiting\":12,\"heldBytes\":4096,\"lagMs\":2500}]");

        assertThat(scene.post("/api/v1/workers/host-1a2b/actions", "{\"action\":\"hold\"}")
                        .path("done")
                        .asInt())
                .isZero();
    }
}
