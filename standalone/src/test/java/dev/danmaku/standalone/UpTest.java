package dev.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.config.RedisSettings;
import dev.danmaku.output.LiveTail;
import dev.danmaku.rate.RateBucket;
import dev.danmaku.rate.RateKeys;
import dev.danmaku.rate.RateReader;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.standalone.cluster.ChildProcess;
import dev.danmaku.standalone.cluster.EventFiles;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.UnifiedJedis;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The whole cluster in one process, as a person starts it: no server runs or is installed. */
@Timeout(90)
class UpTest {
    private static final Duration START_LIMIT = Duration.ofSeconds(40);
    private static final Pattern CONSOLE =
            Pattern.compile("console: (http://127\\.0\\.0\\.1:\\d+/)");
    private static final Pattern REDIS_CLI = Pattern.compile("redis-cli -p (\\d+) sadd ks_lives ");

    @TempDir
    private Path folder;

    private final List<ChildProcess> processes = new ArrayList<>();

    @AfterEach
    void endAll() {
        processes.forEach(ChildProcess::kill);
    }

    @Test
    void simulatedRoomsAreWatchedCtrlCEndsItWithZeroAndTheStoreHasTheirEvents() {
        var up = up("--simulate", "5");

        var events = new EventFiles(folder);
        await("events of five rooms")
                .atMost(Duration.ofSeconds(30))
                .until(() -> events.rooms().size() == 5
                        && events.rooms().stream()
                                .allMatch(room -> !events.sequences(room).isEmpty()));
        assertThat(up.stdout().strip()).endsWith("ready");
        up.interrupt();
        assertThat(up.awaitExit()).isZero();

        var room = events.rooms().getFirst();
        var export = Console.run(
                folder, "export", "ks:" + room, "--data", up.folder() + "/data", "-o", "-");
        assertThat(export.exitCode()).as(export::err).isZero();
        assertThat(export.out().lines()).hasSameSizeAs(events.of(room));
    }

    @Test
    void thePrintedConsoleShowsTheRoomsAndTheirChats() throws Exception {
        var up = up("--simulate", "2", "--console-port", "0");
        var line = CONSOLE.matcher(up.stdout());
        assertThat(line.find()).as(up.stdout()).isTrue();
        var url = URI.create(line.group(1));

        try (var http = HttpClient.newHttpClient()) {
            await("both are watched")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> get(http, url.resolve("/api/v1/overview"))
                            .contains("\"wanted\":2,\"watched\":2"));
            await("their chats are counted")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> get(http, url.resolve("/api/v1/rooms?sort=chats&order=desc"))
                            .matches("(?s).*\"chatsPerMinute\":[1-9].*"));
            assertThat(get(http, url.resolve("/api/v1/session")))
                    .contains("\"store\":true", "\"tail\":true");
        }
        up.interrupt();
        assertThat(up.awaitExit()).isZero();
    }

    private static String get(HttpClient http, URI uri) throws Exception {
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void aRoomIsAddedByThePrintedCommandAndTakenOffAgain() {
        var up = up("--simulate", "1");
        var events = new EventFiles(folder);
        await("events of the simulated room")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !events.rooms().isEmpty());
        var room = events.rooms().getFirst();

        try (var redis = new Jedis("127.0.0.1", redisPort(up))) {
            redis.srem("ks_lives", room);
            await("it is off the registry")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> !redis.hexists("ks_running", room));
            var before = events.of(room).size();
            redis.sadd("ks_lives", room);
            await("it is watched again")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> events.of(room).size() > before);
        }

        assertThat(events.sequences(room)).isSorted().doesNotHaveDuplicates();
        up.terminate();
        assertThat(up.awaitExit()).isZero();
    }

    @Test
    void theEmbeddedRedisHoldsRatesAndTheTailOfEvents() {
        var up = up("--simulate", "1", "--danmaku.sinks.enabled=jsonl,redis");
        var events = new EventFiles(folder);
        await("events of the simulated room")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !events.rooms().isEmpty());
        var room = new RoomId(Platform.KUAISHOU, events.rooms().getFirst());

        var url = "redis://127.0.0.1:" + redisPort(up);
        try (var redis = RedisConnections.open(RedisSettings.parse(url), "test")) {
            await("rates by second")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> chats(redis, room) > 3);
            await("the tail")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> redis.xlen(LiveTail.key(room.platform(), room.id())) > 3);
            await("both go by themselves one day")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> redis.ttl(RateKeys.seconds(room)) > 0
                            && redis.ttl(LiveTail.key(room.platform(), room.id())) > 0);
        }
        assertThat(up.stderr())
                .doesNotContain("rates are not written")
                .doesNotContain("sink redis");
        up.terminate();
        assertThat(up.awaitExit()).isZero();
    }

    private static long chats(UnifiedJedis redis, RoomId room) {
        var now = Instant.now();
        return new RateReader(redis)
                .seconds(room, now.minusSeconds(60), now).stream()
                        .mapToLong(RateBucket::chats)
                        .sum();
    }

    private ChildProcess up(String... arguments) {
        var command = new ArrayList<>(List.of("up"));
        command.addAll(List.of(arguments));
        var up = ChildProcess.start("up", folder.resolve("up"), Map.of(), command);
        processes.add(up);
        await("ready").atMost(START_LIMIT).until(() -> {
            assertThat(up.alive()).as(up.stderr()).isTrue();
            return up.stdout().lines().toList().contains("ready");
        });
        return up;
    }

    private static int redisPort(ChildProcess up) {
        var line = REDIS_CLI.matcher(up.stdout());
        assertThat(line.find()).as(up.stdout()).isTrue();
        return Integer.parseInt(line.group(1));
    }
}
