package dev.danmaku.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.output.LiveTail;
import dev.danmaku.rate.RateBucket;
import dev.danmaku.rate.RateKeys;
import dev.danmaku.rate.RoomRates;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRedis;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import redis.clients.jedis.Jedis;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Live data over a real Redis, to clients that read, that do not, and that come back. */
@RequiresRedis
@Timeout(90)
class LiveTest {
    private static final RoomId ROOM = new RoomId(Platform.KUAISHOU, "3xa");
    private static final String CHANNEL = LiveTail.key(Platform.KUAISHOU, "3xa");
    private static final String PATH = "/api/v1/live?topics=room:kuaishou:3xa";

    @TempDir
    private Path folder;

    private TestRedis server;
    private Jedis redis;
    private ConsoleUnderTest console;
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeEach
    void start(TestRedis given) {
        server = given;
        redis = given.connect();
        new Registered(redis).generation().worker(2, 1).watching("3xa");
        console = ConsoleUnderTest.start(given, folder);
    }

    @AfterEach
    void stop() throws Exception {
        for (var each : opened) {
            each.close();
        }
        console.close();
        redis.close();
    }

    private EventClient listen(String path, @Nullable String lastId) {
        var client = EventClient.open(console, path, lastId);
        opened.add(client);
        return client;
    }

    private void awaitSubscribed() {
        await("the console listens").until(() -> redis.pubsubNumSub(CHANNEL).get(CHANNEL) > 0);
    }

    private void publish(int from, int to) {
        try (var pipeline = redis.pipelined()) {
            for (var i = from; i < to; i++) {
                pipeline.publish(
                        CHANNEL,
                        "{\"v\":1,\"type\":\"chat\",\"n\":%d,\"text\":\"%s\"}"
                                .formatted(i, "x".repeat(200)));
            }
        }
    }

    private static List<Integer> numbers(int from, int to) {
        return java.util.stream.IntStream.range(from, to).boxed().toList();
    }

    @Test
    void theOverviewComesAtOnceAndAgain() {
        var client = listen("/api/v1/live?topics=overview", null);

        await().until(() -> client.of("overview").size() >= 2);

        assertThat(client.of("overview")
                        .getFirst()
                        .path("totals")
                        .path("watched")
                        .asInt())
                .isEqualTo(1);
        assertThat(client.of("overview").getFirst().has("history")).isFalse();
    }

    @Test
    void aRoomsEventsRatesAndRecordComeWhileSomebodyLooks() {
        assertThat(redis.pubsubNumSub(CHANNEL).get(CHANNEL)).isZero();
        var client = listen(PATH, null);
        awaitSubscribed();
        assertThat(client.of("source").getFirst().path("comments").asString()).isEqualTo("tail");

        publish(0, 300);
        redis.publish(
                RateKeys.seconds(ROOM),
                new RoomRates(
                                ROOM,
                                5000,
                                2,
                                new RateBucket(3, 4, 3, 0, Map.of("gold", 7L), Map.of()))
                        .toJson());
        await().until(() -> client.numbers().size() >= 300);
        await().until(() -> !client.of("rates").isEmpty());
        assertThat(client.numbers()).isEqualTo(numbers(0, 300));
        var rates = client.of("rates").getFirst();
        assertThat(rates.path("chats").asInt()).isEqualTo(4);
        assertThat(rates.path("value").path("gold").asInt()).isEqualTo(7);
        await("its record is known")
                .until(() -> console.json("/api/v1/overview")
                                .path("totals")
                                .path("watched")
                                .asInt()
                        == 1);
        new Registered(redis).parked("3xa", "captcha");
        await().until(() -> client.of("record").stream()
                .anyMatch(record -> record.path("state").asString().equals("parked")));
    }

    @Test
    void whatIsNoEventIsNotSentOn() {
        var client = listen(PATH, null);
        awaitSubscribed();

        redis.publish(CHANNEL, "{}\n\nevent: evil\ndata: {}");
        redis.publish(CHANNEL, "{\"a\":1");
        redis.publish(CHANNEL, "[]");
        redis.publish(CHANNEL, "{} {}");
        redis.publish(CHANNEL, "{\"a\":\"" + "x".repeat(70_000) + "\"}");
        redis.publish(CHANNEL, "{" + "\"a\":{".repeat(60) + "}".repeat(61));
        publish(0, 1);

        await().until(() -> !client.of("events").isEmpty());
        assertThat(client.of("events").getFirst().path("events").size()).isEqualTo(1);
        assertThat(client.of("evil")).isEmpty();
    }

    @Test
    void whoComesBackGoesOnWhereItWas() throws Exception {
        var first = listen(PATH, null);
        awaitSubscribed();
        publish(0, 50);
        await().until(() -> first.numbers().size() == 50);
        var lastId = first.lastId();
        first.close();
        publish(50, 400);

        var second = listen(PATH, lastId);
        await().until(() -> second.numbers().size() >= 350);
        publish(400, 450);
        await().until(() -> second.numbers().size() >= 400);

        assertThat(second.numbers()).isEqualTo(numbers(50, 450));
        assertThat(second.of("missed")).isEmpty();
    }

    @Test
    void whoWasAwayForTooLongIsToldHowMuchItMissed() throws Exception {
        var first = listen(PATH, null);
        var other = listen(PATH, null);
        awaitSubscribed();
        publish(0, 10);
        await().until(() -> first.numbers().size() == 10);
        var lastId = first.lastId();
        first.close();
        for (var i = 0; i < 20; i++) {
            var upTo = 10 + (i + 1) * 1000;
            publish(upTo - 1000, upTo);
            await().until(() -> other.numbers().size() >= upTo);
        }

        var second = listen(PATH, lastId);
        await().until(() -> !second.numbers().isEmpty() && second.numbers().getLast() == 20_009);

        assertThat(second.of("missed")).hasSize(1);
        var missed = second.of("missed").getFirst().path("count").asInt();
        assertThat(missed).isPositive();
        assertThat(second.numbers()).isEqualTo(numbers(10 + missed, 20_010));
    }

    @Test
    void anIdOfAnotherConsoleMeansThatSomethingWasMissed() {
        var client = listen(PATH, "0123456789ab-5.5");
        var nonsense = listen(PATH, "x");
        awaitSubscribed();

        publish(0, 3);

        await().until(() -> client.numbers().size() == 3 && nonsense.numbers().size() == 3);
        assertThat(client.of("missed")).hasSize(1);
        assertThat(client.of("missed").getFirst().has("count")).isFalse();
    }

    @Test
    void pagesComeBackByThemselvesAfterARestart() {
        var client = listen(PATH, null);
        awaitSubscribed();
        publish(0, 5);
        await().until(() -> client.numbers().size() == 5);
        var port = console.console.port();

        console.close();
        await("the connection ended").until(client::ended);
        console = ConsoleUnderTest.start(server, folder, "console.port", String.valueOf(port));
        var again = listen(PATH, client.lastId());
        awaitSubscribed();
        publish(5, 10);

        await().until(() -> again.numbers().size() == 5);
        assertThat(again.numbers()).isEqualTo(numbers(5, 10));
        assertThat(again.of("missed")).hasSize(1);
    }

    @Test
    void thoseWhoNeverReadCostTheOthersNothing() throws IOException {
        var idle = new ArrayList<Socket>();
        for (var i = 0; i < 10; i++) {
            var socket = new Socket();
            socket.setReceiveBufferSize(4096);
            socket.connect(new java.net.InetSocketAddress("127.0.0.1", console.console.port()));
            socket.getOutputStream()
                    .write(("GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            idle.add(socket);
            opened.add(socket);
        }
        var readers = new ArrayList<EventClient>();
        for (var i = 0; i < 10; i++) {
            readers.add(listen(PATH, null));
        }
        awaitSubscribed();
        await("all are there").until(() -> console.console.clients() == 20);

        for (var i = 0; i < 40; i++) {
            var upTo = (i + 1) * 1000;
            publish(upTo - 1000, upTo);
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            readers.stream().allMatch(reader -> reader.numbers().size() >= upTo));
        }

        for (var reader : readers) {
            assertThat(reader.numbers()).isEqualTo(numbers(0, 40_000));
            assertThat(reader.of("missed")).isEmpty();
        }
        assertThat(console.console.clients()).isEqualTo(20);
    }

    @Test
    void thereIsAPlaceForSoManyAndNotMore() throws Exception {
        try (var small = ConsoleUnderTest.start(server, folder, "console.max-clients", "1")) {
            var one = EventClient.open(small, "/api/v1/live?topics=overview", null);
            await().until(() -> !one.of("overview").isEmpty());

            assertThat(small.get("/api/v1/live?topics=overview").statusCode()).isEqualTo(503);

            one.close();
            await("its place is free").until(() -> small.console.clients() == 0);
        }
    }
}
