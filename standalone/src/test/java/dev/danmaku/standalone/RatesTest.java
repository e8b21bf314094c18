package dev.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.RedisSettings;
import dev.danmaku.rate.RateBucket;
import dev.danmaku.rate.RateReader;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import redis.clients.jedis.UnifiedJedis;

import java.time.Duration;
import java.time.Instant;

/** What workers count is what the platform sent. */
@OnRealServers
@Timeout(120)
class RatesTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @Test
    void theChatsOfASimulatedRoomAreCountedToTheLast(Cluster cluster) {
        cluster.dispatcher();
        cluster.worker();
        var rooms = cluster.liveRooms(1, 20);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, SOON);
        var room = rooms.getFirst();
        var id = new RoomId(Platform.KUAISHOU, room);
        var url = cluster.redis().uri().toString();
        try (var redis = RedisConnections.open(RedisSettings.parse(url), "test")) {
            cluster.within(SOON, "some seconds are counted").until(() -> seconds(redis, id) > 50);

            cluster.judge().room(room).rates(Rates.QUIET);
            var files = cluster.events();
            var last = cluster.judge().room(room).counts().lastSequence();
            cluster.within(SOON, "the last chat is in the files")
                    .until(() -> files.sequences(room).contains(last));

            var heard = files.sequences(room).size();
            cluster.within(SOON, "all " + heard + " chats that were heard are counted")
                    .until(() -> seconds(redis, id) == heard);
            cluster.awaitStays(Duration.ofSeconds(5), "and no more")
                    .until(() -> seconds(redis, id) == heard);
            assertThat(heard).isGreaterThan(50);
        }
    }

    private static long seconds(UnifiedJedis redis, RoomId room) {
        var now = Instant.now();
        return new RateReader(redis)
                .seconds(room, now.minusSeconds(600), now.plusSeconds(5)).stream()
                        .mapToLong(RateBucket::chats)
                        .sum();
    }
}
