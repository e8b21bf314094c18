package dev.danmaku.standalone.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;

/** SIGTERM of a worker, as a scale-in or an upgrade sends it. */
@OnRealServers
@Timeout(60)
class StoppedWorkerTest {

    @Test
    void itsRoomsAreJoinedElsewhereAndItEndsWithZero(Cluster cluster) {
        cluster.with("danmaku.worker.slots", 60).dispatcher();
        var workers = cluster.workers(2);
        var rooms = cluster.liveRooms(60, 20);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, Duration.ofSeconds(20));

        var its = cluster.roomsOf(workers.getFirst());
        assertThat(its).isNotEmpty();

        var stopped = Instant.now();
        workers.getFirst().terminate();

        assertThat(workers.getFirst().awaitExit()).isZero();
        cluster.awaitJoinedAnew(its, stopped, Duration.ofSeconds(10));
        assertThat(cluster.judge().joinedAfter(its, stopped).getLast())
                .isLessThan(Duration.ofSeconds(3));
        cluster.awaitAllWatched(rooms, Duration.ofSeconds(5));
        assertThat(rooms).allSatisfy(room -> {
            assertThat(cluster.judge().doublyWatched(room)).isZero();
            assertThat(cluster.judge().room(room).counts().joins()).isLessThanOrEqualTo(2);
            assertThat(cluster.events().sequences(room)).doesNotHaveDuplicates();
        });
    }
}
