package dev.danmaku.standalone.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;

/** {@code kill -9} of one of three workers with 300 rooms between them. */
@OnRealServers
@Timeout(90)
class KilledWorkerTest {

    @Test
    void allItsRoomsAreJoinedElsewhereWithinTwoSecondsAndHalfOfThemWithinOne(Cluster cluster) {
        cluster.with("danmaku.worker.slots", 200).dispatcher();
        var workers = cluster.workers(3);
        var rooms = cluster.liveRooms(300, 1);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, Duration.ofSeconds(20));

        var lost = cluster.roomsOf(workers.getFirst());
        var lookups = cluster.judge().lookups();
        assertThat(lost).as("rooms of the killed worker").hasSizeBetween(50, 200);

        var killed = Instant.now();
        cluster.kill(workers.getFirst());

        cluster.awaitJoinedAnew(lost, killed, Duration.ofSeconds(10));
        var delays = cluster.judge().joinedAfter(lost, killed);
        assertThat(delays.getLast()).as("the last of %s", delays).isLessThan(Duration.ofSeconds(2));
        assertThat(delays.get(delays.size() / 2))
                .as("the middle one of %s", delays)
                .isLessThan(Duration.ofSeconds(1));
        assertThat(cluster.judge().lookups()).as("look-ups").isEqualTo(lookups);
        cluster.awaitAllWatched(rooms, Duration.ofSeconds(5));
        cluster.awaitStays(Duration.ofSeconds(7), "one socket a room, past the dead one's deadline")
                .until(() -> cluster.judge().allJoinedOnce(rooms));
        assertThat(rooms)
                .allSatisfy(
                        room -> assertThat(cluster.judge().doublyWatched(room)).isZero());
    }
}
