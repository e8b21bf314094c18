package dev.danmaku.standalone.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;

/** A worker that stands still for longer than its deadline, and then goes on as if nothing had been. */
@OnRealServers
@Timeout(90)
class FrozenWorkerTest {

    @Test
    void itsRoomsAreTakenWithinEightSecondsAndItLetsGoOfThemWhenItWakes(Cluster cluster) {
        cluster.with("danmaku.worker.slots", 60).dispatcher();
        var workers = cluster.workers(3);
        var rooms = cluster.liveRooms(60, 10);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, Duration.ofSeconds(20));
        var frozen = workers.getFirst();
        var its = cluster.roomsOf(frozen);
        assertThat(its).isNotEmpty();

        var stopped = Instant.now();
        cluster.freeze(frozen);

        cluster.awaitJoinedAnew(its, stopped, Duration.ofSeconds(15));
        assertThat(cluster.judge().joinedAfter(its, stopped).getLast())
                .isLessThan(Duration.ofSeconds(8));
        cluster.thaw(frozen);
        cluster.awaitAllWatched(rooms, Duration.ofSeconds(10));
        assertThat(cluster.roomsOf(frozen)).isEmpty();
        cluster.awaitStays(Duration.ofSeconds(3), "one socket a room")
                .until(() -> cluster.judge().allJoinedOnce(rooms));
        assertThat(its)
                .as("what it read when it woke is the others' to tell")
                .allSatisfy(room ->
                        assertThat(cluster.events().sequences(room)).doesNotHaveDuplicates());
        assertThat(its)
                .as("the others keep what they took")
                .allSatisfy(room ->
                        assertThat(cluster.judge().room(room).counts().joins()).isEqualTo(2));
    }
}
