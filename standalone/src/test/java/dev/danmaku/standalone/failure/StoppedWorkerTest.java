package dev.danmaku.standalone.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/** SIGTERM of a worker, as a scale-in or an upgrade sends it: nothing is lost, nothing is doubled. */
@OnRealServers
@Timeout(300)
class StoppedWorkerTest {
    @Test
    void itsRoomsAreHandedOverWithoutLosingOrDoublingAnEvent(Cluster cluster) {
        cluster.with("danmaku.worker.slots", 60).dispatcher();
        var workers = cluster.workers(2);
        var rooms = cluster.liveRooms(60, 20);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, Duration.ofSeconds(20));
        assertThat(cluster.roomsOf(workers.getFirst())).isNotEmpty();

        workers.getFirst().terminate();

        assertThat(workers.getFirst().awaitExit()).isZero();
        cluster.awaitAllWatched(rooms, Duration.ofSeconds(10));
        assertThat(rooms)
                .allSatisfy(
                        room -> assertThat(cluster.judge().room(room).counts().joins())
                                .isLessThanOrEqualTo(2));
        assertComplete(cluster, rooms);
    }

    @Test
    void aRollingRestartMovesEachRoomTwiceAtMost(Cluster cluster) {
        cluster.with("danmaku.worker.slots", 700).dispatcher();
        var workers = cluster.workers(3);
        var rooms = cluster.liveRooms(600, 5);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, Duration.ofSeconds(60));

        for (var worker : workers) {
            worker.terminate();
            assertThat(worker.awaitExit()).isZero();
            cluster.worker();
        }

        cluster.awaitAllWatched(rooms, Duration.ofSeconds(10));
        assertThat(rooms)
                .allSatisfy(
                        room -> assertThat(cluster.judge().room(room).counts().joins())
                                .isLessThanOrEqualTo(3));
        assertComplete(cluster, rooms);
    }

    @Test
    void whatNobodyTakesWithinItsGraceIsClosedAndAGapSaysSo(Cluster cluster) {
        cluster.with("danmaku.worker.slots", 10)
                .with("danmaku.worker.shutdown-grace", "2s")
                .dispatcher();
        var workers = cluster.workers(2);
        var rooms = cluster.liveRooms(20, 20);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, Duration.ofSeconds(20));

        workers.getFirst().terminate();
        assertThat(workers.getFirst().awaitExit()).isZero();
        var left =
                rooms.stream().filter(room -> cluster.judge().joined(room) == 0).toList();
        assertThat(left).as("rooms that the other had no slot for").isNotEmpty();
        cluster.worker();
        cluster.awaitAllWatched(rooms, Duration.ofSeconds(20));

        left.forEach(room -> cluster.within(Duration.ofSeconds(20), room + " has a gap on disk")
                .until(() -> !cluster.events().gaps(room).isEmpty()));
        assertComplete(
                cluster, rooms.stream().filter(room -> !left.contains(room)).toList());
    }

    /** What lies on disk is what the platform sent from each room's first event to its last, without a hole. */
    private static void assertComplete(Cluster cluster, List<String> rooms) {
        cluster.awaitLastWords(rooms);
        assertThat(rooms).allSatisfy(room -> {
            var last = cluster.judge().room(room).counts().lastSequence();
            var heard = cluster.events().sequences(room).stream().sorted().toList();
            assertThat(heard).as(room).doesNotHaveDuplicates();
            assertThat(LongStream.rangeClosed(heard.getFirst(), last).boxed())
                    .as("chats of " + room)
                    .containsExactlyElementsOf(heard);
            assertThat(cluster.events().gaps(room)).as("gaps of " + room).isEmpty();
        });
    }
}
