package dev.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.simulator.room.StreamEnding;
import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** From {@code sadd} to events on disk, on real servers. */
@OnRealServers
@Timeout(60)
class MainJobTest {

    @Test
    void aRoomInTheLivesSetHasEachOfItsChatsOnDiskOnce(Cluster cluster) {
        cluster.dispatcher();
        cluster.worker();
        var room = cluster.liveRoom(0);

        cluster.sadd(room);
        cluster.awaitWatched(room);
        var simulated = cluster.judge().room(room).chatRate(200);

        cluster.within(Duration.ofSeconds(20), "500 chats are sent")
                .until(() -> simulated.counts().lastSequence() >= 500);
        simulated.chatRate(0);
        var last = simulated.counts().lastSequence();
        cluster.within(Duration.ofSeconds(5), "the last chat is on disk")
                .until(() -> cluster.events().sequences(room).contains(last));
        assertThat(cluster.events().sequences(room))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, last).boxed().toList());
        assertThat(cluster.judge().joins()).isEqualTo(1);
    }

    @Test
    void aRoomTakenOffTheLivesSetLosesItsSocketWithinFiveSeconds(Cluster cluster) {
        cluster.dispatcher();
        cluster.worker();
        var rooms = cluster.liveRooms(2, 1);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, Duration.ofSeconds(10));

        cluster.srem(rooms.getFirst());

        cluster.awaitUnwatched(rooms.getFirst(), Duration.ofSeconds(5));
        cluster.within(Duration.ofSeconds(5), "the room has no record")
                .until(() -> cluster.registry().entry(rooms.getFirst()).isEmpty());
        cluster.awaitNothingUnackedBut(1, Duration.ofSeconds(5));
        cluster.awaitAllWatched(rooms.subList(1, 2), Duration.ofSeconds(1));
        assertThat(cluster.judge().closes()).isEqualTo(1);
    }

    @Test
    void aStreamThatEndsLeavesNothingBehind(Cluster cluster) {
        cluster.withQuickEnds().dispatcher();
        cluster.worker();
        var room = cluster.liveRoom(10);
        cluster.sadd(room);
        cluster.awaitWatched(room);

        cluster.judge().room(room).end(StreamEnding.ANNOUNCED);

        cluster.within(Duration.ofSeconds(10), "the room is gone from lives set and registry")
                .until(() -> cluster.registry().lives().isEmpty()
                        && cluster.registry().entry(room).isEmpty());
        cluster.awaitNothingUnacked(Duration.ofSeconds(10));
        assertThat(cluster.queues().ready("jobs.kuaishou")).hasValue(0);
        assertThat(cluster.events().of(room).getLast().path("type").asString())
                .isEqualTo("stream-ended");
        assertThat(cluster.judge().joins()).isEqualTo(1);
    }

    @Test
    void threeTimesMoreRoomsThanSlotsAreAllWatchedInTheEnd(Cluster cluster) {
        cluster.withQuickEnds().with("danmaku.worker.slots", 4).dispatcher();
        cluster.worker();
        var rooms = cluster.liveRooms(12, 5);
        cluster.sadd(rooms);

        var ended = new HashSet<String>();
        cluster.within(Duration.ofSeconds(50), "every room had its turn").until(() -> {
            assertThat(cluster.simulator().kuaishou().counts().open()).isLessThanOrEqualTo(4);
            nextWatched(cluster, rooms, ended).ifPresent(room -> {
                cluster.judge().room(room).end(StreamEnding.ANNOUNCED);
                ended.add(room);
            });
            return ended.containsAll(rooms);
        });

        cluster.within(Duration.ofSeconds(10), "nothing is left")
                .until(() -> cluster.registry().lives().isEmpty()
                        && cluster.registry().entries().isEmpty());
        cluster.awaitNothingUnacked(Duration.ofSeconds(10));
        assertThat(rooms)
                .allSatisfy(room -> assertThat(cluster.events().sequences(room)).isNotEmpty());
        assertThat(cluster.judge().joins()).isEqualTo(12);
    }

    /** One that has events on disk and was not ended yet. */
    private static Optional<String> nextWatched(
            Cluster cluster, List<String> rooms, HashSet<String> ended) {
        return rooms.stream()
                .filter(room -> !ended.contains(room))
                .filter(room -> cluster.judge().joined(room) == 1)
                .filter(room -> !cluster.events().sequences(room).isEmpty())
                .findFirst();
    }
}
