package dev.danmaku.worker.sink.redis;

import static dev.danmaku.worker.sink.Chats.NOON;
import static dev.danmaku.worker.sink.Chats.chat;
import static dev.danmaku.worker.sink.Chats.chats;
import static dev.danmaku.worker.sink.Chats.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.danmaku.config.RedisSettings;
import dev.danmaku.config.RedisSinkSettings;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventJson;
import dev.danmaku.event.EventParser;
import dev.danmaku.event.User;
import dev.danmaku.output.LiveTail;
import dev.danmaku.output.OutputFailure;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRedis;
import dev.danmaku.worker.sink.SinkSettings;
import dev.danmaku.worker.sink.output.OutputSettings;
import dev.danmaku.worker.sink.output.OutputSink;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.resps.StreamEntry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The sink redis on a real Redis. */
@RequiresRedis
@Timeout(60)
class RedisOutputTest {
    private final TestRedis server = TestRedis.start();
    private final Jedis redis = server.connect();
    private final RedisSettings cluster = RedisSettings.parse(server.uri().toString());
    private final RedisOutput output = output(RedisSinkSettings.DEFAULTS);

    @TempDir
    private Path folder;

    private RedisOutput output(RedisSinkSettings settings) {
        return new RedisOutput(settings, cluster);
    }

    @AfterEach
    void closeAll() {
        output.close();
        redis.close();
        server.close();
    }

    private static String key(RoomId room) {
        return LiveTail.key(room.platform(), room.id());
    }

    private static List<String> lines(List<Event> events) {
        return events.stream().map(EventJson::toJson).toList();
    }

    private static List<String> streamed(Jedis redis, RoomId room) {
        return redis.xrange(key(room), (StreamEntryID) null, (StreamEntryID) null).stream()
                .map(StreamEntry::getFields)
                .map(fields -> fields.get(LiveTail.FIELD))
                .toList();
    }

    @Test
    void everyEventIsPublishedAndStreamedOnceInOrderARoom() throws Exception {
        var heard = new LinkedBlockingQueue<String>();
        var listener = new JedisPubSub() {
            @Override
            public void onPMessage(String pattern, String channel, String message) {
                heard.add(channel + " " + message);
            }
        };
        try (var subscribed = server.connect()) {
            Thread.ofVirtual().start(() -> subscribed.psubscribe(listener, "ks_events:*"));
            await().until(() -> listener.isSubscribed() && redis.pubsubNumPat() == 1);

            var wanted = new ArrayList<String>();
            for (var n = 0; n < 30; n++) {
                var batch = new ArrayList<Event>();
                for (var r = 1; r <= 3; r++) {
                    batch.addAll(chats(room(r), n * 5, 5));
                }
                output.write(batch);
                batch.forEach(e -> wanted.add("ks_events:" + e.room() + " " + EventJson.toJson(e)));
            }

            for (var r = 1; r <= 3; r++) {
                assertThat(streamed(redis, room(r))).isEqualTo(lines(chats(room(r), 0, 150)));
            }
            await().until(() -> heard.size() >= wanted.size());
            assertThat(heard).containsExactlyElementsOf(wanted);
            listener.punsubscribe();
        }
    }

    @Test
    void aStreamKeepsAboutItsLengthAndGoesAWhileAfterItsLastEvent() {
        var capped = output(new RedisSinkSettings(Optional.empty(), 200, Duration.ofHours(2)));

        for (var n = 0; n < 10; n++) {
            capped.write(chats(room(1), n * 100, 100));
        }
        capped.close();

        // trimmed by whole nodes, of 100 entries unless Redis is told otherwise
        assertThat(redis.xlen(key(room(1)))).isBetween(200L, 300L);
        assertThat(streamed(redis, room(1)).getLast())
                .isEqualTo(EventJson.toJson(chat(room(1), "chat 999", NOON)));
        assertThat(redis.ttl(key(room(1)))).isBetween(7100L, 7200L);
    }

    @Test
    void anotherRedisThanTheClustersMayBeNamed() {
        try (var other = TestRedis.start();
                var there = other.connect();
                var elsewhere = output(new RedisSinkSettings(
                        Optional.of(RedisSettings.parse(other.uri().toString())),
                        10,
                        Duration.ofHours(2)))) {
            elsewhere.write(chats(room(1), 0, 3));

            assertThat(streamed(there, room(1))).hasSize(3);
            assertThat(redis.exists(key(room(1)))).isFalse();
        }
    }

    @Test
    void hostileNamesAndControlCharactersStayOneLineOfJson() {
        var texts = List.of(
                "a\r\nPUBLISH x y\r\n",
                "\u0000\u001b[2J\u007f",
                "\u2028\u2029\"}{\\",
                "\ud83d\ude00 \ud800");
        for (var text : texts) {
            var body = new EventBody.Chat(User.of("1\r\n", text), text, null, null, null);
            var event = new Event(
                    Platform.KUAISHOU,
                    "room-9",
                    1,
                    2,
                    "h:" + text.hashCode(),
                    null,
                    null,
                    body,
                    null);
            output.write(List.of(event));
        }

        var streamed = streamed(redis, room(9));
        assertThat(streamed).hasSize(texts.size()).allSatisfy(line -> {
            assertThat(line.chars()).noneMatch(c -> c < ' ');
            assertThat(EventParser.parse(line).key()).startsWith("h:");
        });
    }

    @Test
    void whatARedisThatWasKilledMissesComesInOrderWhenItIsBack() throws Exception {
        var lanes = new SinkSettings(200, 1000, Duration.ofSeconds(1), 1, Duration.ofSeconds(1));
        var waiting = new OutputSettings(
                50,
                Duration.ofMillis(200),
                1L << 20,
                Duration.ofMinutes(5),
                Duration.ofMillis(20),
                Duration.ofMillis(100));
        var sink = OutputSink.start(
                "redis",
                output(RedisSinkSettings.DEFAULTS),
                folder,
                lanes,
                waiting,
                new SimpleMeterRegistry());
        var lane = sink.open(room(1), () -> {});
        lane.offer(chats(room(1), 0, 10));
        lane.flush().get(20, TimeUnit.SECONDS);
        assertThat(streamed(redis, room(1))).hasSize(10);

        server.kill();
        for (var n = 1; n < 20; n++) {
            lane.offer(chats(room(1), n * 10, 10));
            lane.flush().get(20, TimeUnit.SECONDS);
        }
        server.restart();

        try (var again = server.connect()) {
            await().atMost(Duration.ofSeconds(20)).until(() -> again.xlen(key(room(1))) >= 190);
            // what comes twice after a failure is told apart by its key
            assertThat(streamed(again, room(1)).stream().distinct())
                    .isEqualTo(lines(chats(room(1), 10, 190)));
        }
        sink.close(Duration.ofSeconds(5));
    }

    @Test
    void aRedisThatIsNearlyFullIsLeftToTheRegistry() {
        redis.configSet("maxmemory", String.valueOf(usedMemory() * 10 / 9));

        assertThatThrownBy(() -> output.write(chats(room(1), 0, 3)))
                .isInstanceOfSatisfying(
                        OutputFailure.class, e -> assertThat(e.isPassing()).isTrue())
                .hasMessageContaining("the last 20 % are the registry's");
        assertThat(redis.exists(key(room(1)))).isFalse();
    }

    @Test
    void aRedisThatIsFullNowIsAPassingFailure() {
        output.write(chats(room(1), 0, 1)); // it has looked: the next look is in 5 s
        redis.configSet("maxmemory", "1mb");

        assertThatThrownBy(() -> output.write(chats(room(1), 1, 3)))
                .isInstanceOfSatisfying(
                        OutputFailure.class, e -> assertThat(e.isPassing()).isTrue())
                .hasMessageContaining("OOM");
        redis.configSet("maxmemory", "0");

        output.write(chats(room(1), 1, 3));
        assertThat(streamed(redis, room(1))).isEqualTo(lines(chats(room(1), 0, 4)));
    }

    @Test
    void aKeyThatIsSomethingElseIsNamed() {
        redis.set(key(room(1)), "mine");

        assertThatThrownBy(() -> output.write(chats(room(1), 0, 1)))
                .isInstanceOfSatisfying(
                        OutputFailure.class, e -> assertThat(e.isPassing()).isTrue())
                .hasMessageContaining("ks_events:room-1")
                .hasMessageContaining("WRONGTYPE");
    }

    private long usedMemory() {
        return redis.info("memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
