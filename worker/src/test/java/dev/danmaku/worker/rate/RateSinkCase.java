package dev.danmaku.worker.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.config.RatesSettings;
import dev.danmaku.config.RedisSettings;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.event.Price;
import dev.danmaku.event.User;
import dev.danmaku.rate.RateBucket;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.ManualClock;
import dev.danmaku.testing.servers.TestRedis;
import dev.danmaku.worker.sink.EventSink.Lane;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.resps.StreamEntry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;

/** What tests of rates share: a real Redis, and time in the hand. */
abstract class RateSinkCase {
    static final Runnable NOTHING = () -> {};
    static final RoomId ROOM = RoomId.parse("kuaishou:3xabc");
    static final RoomId OTHER = RoomId.parse("bilibili:7");
    /** The last minute of a day. */
    static final Instant LATE = Instant.parse("2026-11-21T23:59:00Z");

    final TestRedis server = TestRedis.start();
    final Jedis redis = server.connect();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<RateSink> sinks = new ArrayList<>();
    ManualClock clock = new ManualClock(LATE);

    @AfterEach
    void closeAll() throws Exception {
        for (var sink : sinks) {
            sink.close(Duration.ofSeconds(1));
        }
        redis.close();
        server.close();
    }

    RateSink sink() {
        return sink(RatesSettings.DEFAULTS);
    }

    RateSink sink(RatesSettings settings) {
        var client = RedisConnections.open(RedisSettings.parse(server.uri().toString()), "test");
        var sink = new RateSink(client, settings, "host-1", clock, meters);
        sinks.add(sink);
        return sink;
    }

    static RatesSettings kept(Duration seconds, Duration minutes) {
        return new RatesSettings(true, seconds, minutes, Optional.empty());
    }

    Event event(RoomId room, EventBody body) {
        var now = clock.millis();
        // the platform's own time is another: what counts is when we heard it
        return new Event(room.platform(), room.id(), now - 5000, now, "k", null, null, body, null);
    }

    static EventBody chat(int user) {
        return new EventBody.Chat(User.of("u" + user, "n"), "text", null, null, null);
    }

    static EventBody gift(int user, @Nullable Price price) {
        return new EventBody.Gift(User.of("u" + user, "n"), "1", "rose", 1, price, null);
    }

    static EventBody viewers(long count, ViewerCountKind kind) {
        return new EventBody.ViewerCount(count, kind, null);
    }

    void say(Lane lane, EventBody... bodies) {
        for (var body : bodies) {
            assertThat(lane.offer(List.of(event(ROOM, body)))).isTrue();
        }
    }

    /** All parts, merged by time. */
    List<RateBucket> buckets(String key) {
        var all = new TreeMap<Long, RateBucket>();
        entries(key).forEach(b -> all.merge(b.at(), b, RateBucket::plus));
        return List.copyOf(all.values());
    }

    List<RateBucket> entries(String key) {
        return redis.xrange(key, (StreamEntryID) null, (StreamEntryID) null).stream()
                .map(StreamEntry::getFields)
                .map(fields -> RateBucket.parse(fields).orElseThrow())
                .toList();
    }

    double counted(String name) {
        return meters.get("danmaku.rates." + name).counter().count();
    }

    JedisPubSub listen(Queue<String> heard, String channel) {
        var listener = new JedisPubSub() {
            @Override
            public void onMessage(String on, String message) {
                heard.add(message);
            }
        };
        Thread.ofVirtual().start(() -> {
            try (var own = server.connect()) {
                own.subscribe(listener, channel);
            }
        });
        await().until(() -> redis.pubsubNumSub(channel).get(channel) == 1);
        return listener;
    }
}
