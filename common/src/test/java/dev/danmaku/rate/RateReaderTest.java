package dev.danmaku.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.danmaku.config.RedisSettings;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.SharedServers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XAddParams;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

@RequiresRedis
class RateReaderTest {
    private static final RoomId ROOM = RoomId.parse("kuaishou:3xabc");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final UnifiedJedis redis = RedisConnections.open(
            RedisSettings.parse(SharedServers.redis().uri().toString()), "test");
    private final RateReader reader = new RateReader(redis);

    @AfterEach
    void close() {
        redis.close();
    }

    /** A part of one chat, written some time after its second. */
    private void write(String key, long second, Duration later) {
        var at = NOON.plusSeconds(second);
        var part = new RateBucket(at.getEpochSecond(), 1, 1, 0, Map.of(), Map.of());
        add(key, at.plus(later), part.fields());
    }

    private void add(String key, Instant written, Map<String, String> fields) {
        redis.xadd(key, XAddParams.xAddParams().id(id(key, written)), fields);
    }

    /** As Redis numbers them: never less than the last. */
    private StreamEntryID id(String key, Instant written) {
        var last = redis.xrevrange(key, StreamEntryID.MAXIMUM_ID, StreamEntryID.MINIMUM_ID, 1);
        var millis = written.toEpochMilli();
        if (!last.isEmpty() && last.getFirst().getID().getTime() >= millis) {
            var top = last.getFirst().getID();
            return new StreamEntryID(top.getTime(), top.getSequence() + 1);
        }
        return new StreamEntryID(millis, 0);
    }

    @Test
    void whatLiesBetweenTwoMomentsIsFoundInOrderLatePartsIncluded() {
        var key = RateKeys.seconds(ROOM);
        for (var n = 0; n < 10; n++) {
            write(key, n, Duration.ofSeconds(2));
        }
        write(key, 3, Duration.ofMinutes(5)); // Redis was away
        write(key, 4, Duration.ofMinutes(5));

        assertThat(reader.seconds(ROOM, NOON.plusSeconds(2), NOON.plusSeconds(5)))
                .extracting(b -> b.at() - NOON.getEpochSecond() + ":" + b.chats())
                .containsExactly("2:1", "3:2", "4:2");
        assertThat(reader.minutes(ROOM, NOON, NOON.plusSeconds(5))).isEmpty();
    }

    @Test
    void aWritersClockMayBeAheadOfRedisClock() {
        write(RateKeys.seconds(ROOM), 0, Duration.ofSeconds(-30));

        assertThat(reader.seconds(ROOM, NOON, NOON.plusSeconds(1))).hasSize(1);
    }

    @Test
    void manyPagesAreRead() {
        var key = RateKeys.minutes(ROOM);
        try (var pipeline = redis.pipelined()) {
            for (var n = 0L; n < 43_200; n++) {
                var at = NOON.getEpochSecond() + n * 60;
                var bucket = new RateBucket(at, n, 1, 0, Map.of(), Map.of());
                pipeline.xadd(
                        key,
                        XAddParams.xAddParams().id(new StreamEntryID((at + 60) * 1000, 0)),
                        bucket.fields());
            }
            pipeline.sync();
        }

        var month = reader.minutes(ROOM, NOON, NOON.plus(Duration.ofDays(30)));

        assertThat(month)
                .hasSize(43_200)
                .isSortedAccordingTo((a, b) -> Long.compare(a.at(), b.at()));
        assertThat(month.getLast().chats()).isEqualTo(43_199);
    }

    @Test
    void whatOthersWroteThereIsPassedOver() {
        var key = RateKeys.seconds(ROOM);
        add(key, NOON, Map.of("at", "now", "chats", "1"));
        add(key, NOON, Map.of("x", "y"));
        write(key, 0, Duration.ofSeconds(1));

        assertThat(reader.seconds(ROOM, NOON, NOON.plusSeconds(1))).hasSize(1);
    }

    @Test
    void aQuestionIsBounded() {
        assertThatThrownBy(() -> reader.seconds(ROOM, NOON, NOON.plus(Duration.ofDays(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ask for less");
    }
}
