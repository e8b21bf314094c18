package dev.danmaku.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import dev.danmaku.rate.RateBucket;
import dev.danmaku.rate.RateKeys;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.store.EventStore;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRedis;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.XAddParams;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is answered where, against a real Redis and a store; and that it is what the document says. */
@RequiresRedis
@Timeout(60)
class ApiTest {
    private static final RoomId ROOM = new RoomId(Platform.KUAISHOU, "3xa");
    private static final String OF_ROOM = "/api/v1/rooms/kuaishou/3xa";
    private static final String EVIL = "<script>alert(1)</script>";
    private static final long NOW = System.currentTimeMillis() / 60_000 * 60_000 - 600_000;

    @TempDir
    private Path folder;

    private Jedis redis;
    private ConsoleUnderTest console;

    @BeforeEach
    void start(TestRedis server) {
        redis = server.connect();
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
        console = ConsoleUnderTest.start(server, folder);
    }

    @AfterEach
    void stop() {
        console.close();
        redis.close();
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

    private JsonNode post(String path, String body) {
        var answer = console.post(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ConsoleUnderTest.JSON.readTree(answer.body());
    }

    private int status(String path) {
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
    void roomsAreListedFilteredSortedAndCutIntoPages() {
        var all = console.json("/api/v1/rooms");
        assertThat(ids(all)).containsExactly("3xa", "3xp", "3xq", "3xw");
        assertThat(all.path("total").asInt()).isEqualTo(4);
        var first = all.path("rooms").path(0);
        assertThat(first.path("title").asString()).isEqualTo(EVIL);
        assertThat(first.path("host").asString()).isEqualTo("box");
        assertThat(first.path("spark").size()).isEqualTo(60);
        assertThat(all.path("rooms").path(3).path("state").asString()).isEqualTo("wanted");
        assertThat(ids(console.json("/api/v1/rooms?state=parked"))).containsExactly("3xp");
        assertThat(ids(console.json("/api/v1/rooms?worker=host-1a2b"))).containsExactly("3xa");
        assertThat(ids(console.json("/api/v1/rooms?text=SOMEBODY"))).containsExactly("3xa");
        assertThat(ids(console.json("/api/v1/rooms?platform=douyu"))).isEmpty();
        assertThat(ids(console.json("/api/v1/rooms?order=desc&limit=2")))
                .containsExactly("3xw", "3xq");
        assertThat(ids(console.json("/api/v1/rooms?offset=3"))).containsExactly("3xw");
        assertThat(ids(console.json("/api/v1/rooms?offset=30"))).isEmpty();
        assertThat(ids(console.json("/api/v1/rooms?sort=state")))
                .containsExactly("3xp", "3xq", "3xw", "3xa");
        assertThat(ids(console.json("/api/v1/rooms?sort=since&order=desc")).getLast())
                .isEqualTo("3xw");
    }

    private static List<String> ids(JsonNode list) {
        return list.path("rooms")
                .valueStream()
                .map(row -> row.path("room").asString())
                .toList();
    }

    @Test
    void whatCannotBeMeantIsAProblem() {
        assertThat(status("/api/v1/nothing")).isEqualTo(404);
        assertThat(status("/api")).isEqualTo(404);
        assertThat(status("/api/v1/rooms?sort=colour")).isEqualTo(400);
        assertThat(status("/api/v1/rooms?order=up")).isEqualTo(400);
        assertThat(status("/api/v1/rooms?limit=501")).isEqualTo(400);
        assertThat(status("/api/v1/rooms?offset=-1")).isEqualTo(400);
        assertThat(status("/api/v1/rooms?offset=x")).isEqualTo(400);
        assertThat(status("/api/v1/rooms?platform=twitch")).isEqualTo(400);
        assertThat(status("/api/v1/rooms?text=" + "x".repeat(1001))).isEqualTo(400);
        assertThat(status("/api/v1/rooms/twitch/1")).isEqualTo(400);
        assertThat(status("/api/v1/rooms/kuaishou/no%20room")).isEqualTo(400);
        assertThat(status(OF_ROOM + "/rates?step=5")).isEqualTo(400);
        assertThat(status(OF_ROOM + "/rates?step=1&from=0")).isEqualTo(400);
        assertThat(status(OF_ROOM + "/events?types=nonsense")).isEqualTo(400);
        assertThat(status(OF_ROOM + "/events?cursor=abc")).isEqualTo(400);
        assertThat(status(OF_ROOM + "/events?limit=0")).isEqualTo(400);
        assertThat(status(OF_ROOM + "/report?from=0")).isEqualTo(400);
        assertThat(status(OF_ROOM + "/export?format=exe")).isEqualTo(400);
        assertThat(status("/api/v1/events?user=1")).isEqualTo(400);
        assertThat(status("/api/v1/live")).isEqualTo(400);
        assertThat(status("/api/v1/live?topics=overview,overview")).isEqualTo(400);
        assertThat(status("/api/v1/live?topics=room:kuaishou")).isEqualTo(400);
        assertThat(console.post("/api/v1/overview", "{}").statusCode()).isEqualTo(405);
        assertThat(console.post("/api/v1/rooms", "[]").statusCode()).isEqualTo(400);
        assertThat(console.post("/api/v1/rooms", "{").statusCode()).isEqualTo(400);
        assertThat(console.post("/api/v1/rooms", "{\"rooms\":[]}").statusCode()).isEqualTo(400);
        assertThat(console.post("/api/v1/rooms", "[".repeat(100_000)).statusCode())
                .isEqualTo(400);
        assertThat(console.post("/api/v1/rooms/actions", "{\"action\":\"x\",\"rooms\":[]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(console.post("/api/v1/workers/nobody/actions", "{\"action\":\"drain\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(console.post("/api/v1/rooms", "x".repeat(300_000)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void roomsAreAddedByIdAddressAndPastedLines() throws IOException {
        var told = post("/api/v1/rooms", """
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

        var retried = post("/api/v1/rooms/actions", "{\"action\":\"retry\"," + rooms);
        assertThat(retried.path("done").asInt()).as(retried.toString()).isEqualTo(1);
        var watched = post(
                "/api/v1/rooms/actions",
                "{\"action\":\"retry\",\"rooms\":[{\"platform\":\"kuaishou\",\"room\":\"3xa\"}]}");
        assertThat(watched.path("refused").path(0).path("detail").asString())
                .isEqualTo("It is not parked");
        assertThat(post("/api/v1/rooms/actions", "{\"action\":\"pause\"," + rooms)
                        .path("done")
                        .asInt())
                .isEqualTo(1);
        await().untilAsserted(() ->
                assertThat(ids(console.json("/api/v1/rooms?state=paused"))).containsExactly("3xp"));
        assertThat(post("/api/v1/rooms/actions", "{\"action\":\"resume\"," + rooms)
                        .path("done")
                        .asInt())
                .isEqualTo(1);
        var moved = post("/api/v1/rooms/actions", "{\"action\":\"move\"," + rooms);
        assertThat(moved.path("refused").path(0).path("detail").asString())
                .isEqualTo("No worker holds it");
        assertThat(post("/api/v1/rooms/actions", "{\"action\":\"remove\"," + rooms)
                        .path("done")
                        .asInt())
                .isEqualTo(1);
        assertThat(redis.sismember("ks_lives", "3xp")).isFalse();
    }

    @Test
    void aPlatformIsPausedAndResumedAndItsParkedRoomsAreRetried() {
        var path = "/api/v1/platforms/kuaishou/actions";
        assertThat(post(path, "{\"action\":\"retry\",\"reason\":\"other\"}")
                        .path("done")
                        .asInt())
                .isZero();
        assertThat(post(path, "{\"action\":\"retry\",\"reason\":\"captcha\"}")
                        .path("done")
                        .asInt())
                .isEqualTo(1);
        assertThat(post(path, "{\"action\":\"pause\"}").path("done").asInt()).isEqualTo(1);
        assertThat(post(path, "{\"action\":\"pause\"}").path("done").asInt()).isZero();
        await().untilAsserted(() -> assertThat(console.json("/api/v1/overview")
                        .path("platforms")
                        .path(0)
                        .path("paused"))
                .isEqualTo(ConsoleUnderTest.JSON.readTree("true")));
        assertThat(post(path, "{\"action\":\"resume\"}").path("done").asInt()).isEqualTo(1);
    }

    @Test
    void workersAreListedAndTheirAbsenceFromTheChannelIsTold() {
        console.json("/api/v1/overview");
        var worker = console.json("/api/v1/workers").path("workers").path(0);
        assertThat(worker.path("session").asString()).isEqualTo(Registered.WORKER);
        assertThat(worker.path("alive").asBoolean()).isTrue();
        assertThat(worker.path("loopLagMs").asInt()).isEqualTo(2);
        var scaling = worker.path("autoscale");
        assertThat(scaling.path("min").asInt()).isEqualTo(1);
        assertThat(scaling.path("max").asInt()).isEqualTo(9);
        assertThat(scaling.path("to").asInt()).isEqualTo(6);
        assertThat(scaling.path("reason").asString()).isEqualTo("nearly full (4 rooms)");
        assertThat(scaling.path("at").asLong()).isPositive();

        assertThat(post("/api/v1/workers/host-1a2b/actions", "{\"action\":\"hold\"}")
                        .path("done")
                        .asInt())
                .isZero();
    }

    @Test
    void aRoomTellsWhyAndItsRatesComeInColumns() {
        var room = console.json(OF_ROOM);
        assertThat(room.path("watched").asBoolean()).isTrue();
        assertThat(room.path("sentence").asString()).startsWith("Yes: worker host-1a2b on box");
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
    void parkedRoomsAreGroupedByReasonAndABrokerThatIsAwayIsToldOf() {
        var failures = console.json("/api/v1/failures");
        assertThat(failures.path("parked").path(0).path("reason").asString()).isEqualTo("captcha");
        assertThat(failures.path("parked").path(0).path("rooms").asInt()).isEqualTo(1);
        assertThat(failures.path("dead").path("known").asBoolean()).isFalse();

        assertThat(post("/api/v1/failures/actions", "{\"action\":\"retry-parked\"}")
                        .path("done")
                        .asInt())
                .isEqualTo(1);
        assertThat(console.post("/api/v1/failures/actions", "{\"action\":\"retry-dead\"}")
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void withoutAStoreOrARedisTheProblemSaysSo(@TempDir Path other) {
        try (var alone = ConsoleUnderTest.start("redis://127.0.0.1:1", other)) {
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
    void theDocumentHasAllRoutesAndNoOthers() {
        var document = console.json("/api/v1/openapi.json");
        var documented = new ArrayList<String>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method ->
                                documented.add(method.getKey().toUpperCase(java.util.Locale.ROOT)
                                        + " " + path.getKey() + " "
                                        + method.getValue().path("x-role").asString(""))));

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(console.console.routes().all().stream()
                        .map(route -> "%s %s %s"
                                .formatted(
                                        route.method(),
                                        route.template(),
                                        route.needed() == null
                                                ? ""
                                                : route.needed().label()))
                        .toList());
    }

    @Test
    void answersAreWhatTheDocumentSays() {
        var document = console.json("/api/v1/openapi.json");
        for (var path : new String[][] {
            {"/api/v1/session", "/api/v1/session"},
            {"/api/v1/overview", "/api/v1/overview"},
            {"/api/v1/grid", "/api/v1/grid"},
            {"/api/v1/rooms", "/api/v1/rooms"},
            {"/api/v1/rooms/{platform}/{room}", OF_ROOM},
            {"/api/v1/rooms/{platform}/{room}", "/api/v1/rooms/kuaishou/3xnobody"},
            {"/api/v1/rooms/{platform}/{room}/rates", OF_ROOM + "/rates"},
            {"/api/v1/rooms/{platform}/{room}/events", OF_ROOM + "/events?limit=5"},
            {"/api/v1/rooms/{platform}/{room}/streams", OF_ROOM + "/streams"},
            {"/api/v1/rooms/{platform}/{room}/report", OF_ROOM + "/report"},
            {"/api/v1/events", "/api/v1/events"},
            {"/api/v1/workers", "/api/v1/workers"},
            {"/api/v1/failures", "/api/v1/failures"},
            {"/api/v1/protocol", "/api/v1/protocol"}
        }) {
            var schema = document.path("paths")
                    .path(path[0])
                    .path("get")
                    .at("/responses/200/content/application~1json/schema");
            assertThat(schema.isMissingNode()).as(path[0]).isFalse();
            assertThat(Schema.mistakes(document, schema, console.json(path[1])))
                    .as(path[1])
                    .isEmpty();
        }
        var problem = ConsoleUnderTest.JSON.readTree(console.get("/api/v1/x").body());
        assertThat(Schema.mistakes(document, document.at("/components/schemas/Problem"), problem))
                .isEmpty();
    }
}
