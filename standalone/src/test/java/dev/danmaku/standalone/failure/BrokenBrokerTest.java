package dev.danmaku.standalone.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.simulator.room.StreamEnding;
import dev.danmaku.standalone.cluster.ChildProcess;
import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;
import dev.danmaku.standalone.cluster.QueueView;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;

/** RabbitMQ does what it may do to a job. A message is no lock: no socket closes. */
@OnRealServers
@Timeout(90)
class BrokenBrokerTest {
    private static final int ROOMS = 40;
    private static final Duration SOON = Duration.ofSeconds(20);

    private List<ChildProcess> workers;
    private List<String> rooms;

    @BeforeEach
    void haveLittlePatience(Cluster cluster) {
        cluster.withQuickEnds()
                .with("danmaku.worker.slots", ROOMS)
                .with("danmaku.dispatcher.queued-grace", "2s");
    }

    private void watch(Cluster cluster) {
        cluster.dispatcher();
        workers = cluster.workers(2);
        rooms = cluster.liveRooms(ROOMS, 1);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, SOON);
    }

    @Test
    void aRestartClosesNoSocket(Cluster cluster) {
        watch(cluster);

        cluster.restartRabbit();

        cluster.awaitStays(Duration.ofSeconds(5), "no socket closes, and none is joined twice")
                .until(() -> allAsBefore(cluster));
        newRoomsAreWatchedAndEverythingIsSettledInTheEnd(cluster);
    }

    @Test
    void cutConnectionsCloseNoSocket(Cluster cluster) {
        watch(cluster);

        cluster.rabbit().closeConnections();

        cluster.awaitStays(Duration.ofSeconds(5), "no socket closes, and none is joined twice")
                .until(() -> allAsBefore(cluster));
        newRoomsAreWatchedAndEverythingIsSettledInTheEnd(cluster);
    }

    @Test
    void aDeletedQueueClosesNoSocket(Cluster cluster) {
        watch(cluster);

        cluster.queues().delete(QueueView.JOBS);

        cluster.awaitStays(Duration.ofSeconds(5), "no socket closes, and none is joined twice")
                .until(() -> allAsBefore(cluster));
        newRoomsAreWatchedAndEverythingIsSettledInTheEnd(cluster);
    }

    @Test
    void theConsumerTimeoutClosesNoSocket(Cluster cluster) {
        cluster.rabbit().setConsumerTimeout(Duration.ofSeconds(3));
        watch(cluster);

        // once is all there may be: a job that comes back to another than its holder is dropped
        cluster.within(Duration.ofSeconds(30), "it hit each worker")
                .until(() -> workers.stream().allMatch(worker -> lostChannels(worker) >= 1));

        cluster.awaitStays(Duration.ofSeconds(5), "no socket closes, and none is joined twice")
                .until(() -> allAsBefore(cluster));
        cluster.rabbit().setConsumerTimeout(Duration.ofMinutes(30));
        newRoomsAreWatchedAndEverythingIsSettledInTheEnd(cluster);
    }

    @Test
    void jobsThatWereOnAPurgedQueueAreMadeAnew(Cluster cluster) {
        cluster.with("danmaku.worker.slots", 10);
        cluster.dispatcher();
        cluster.workers(2);
        rooms = cluster.liveRooms(ROOMS, 1);
        cluster.sadd(rooms);
        cluster.within(SOON, "the slots are full and the others wait")
                .until(() -> cluster.judge().joins() == 20
                        && cluster.queues().ready(QueueView.JOBS).orElse(0) == 20);
        var watched =
                rooms.stream().filter(room -> cluster.judge().joined(room) == 1).toList();

        cluster.rabbit().purge(QueueView.JOBS);

        cluster.within(SOON, "those that waited have jobs again")
                .until(() -> cluster.queues().ready(QueueView.JOBS).orElse(0) == 20);
        assertThat(cluster.judge().closes()).isZero();
        watched.forEach(room -> cluster.judge().room(room).end(StreamEnding.ANNOUNCED));
        var others = rooms.stream().filter(room -> !watched.contains(room)).toList();
        cluster.awaitAllWatched(others, SOON);
        assertThat(cluster.judge().joins()).isEqualTo(ROOMS);
    }

    private boolean allAsBefore(Cluster cluster) {
        return cluster.judge().closes() == 0
                && cluster.judge().joins() == rooms.size()
                && cluster.judge().allJoinedOnce(rooms);
    }

    private static long lostChannels(ChildProcess worker) {
        return worker.stderr()
                .lines()
                .filter(line -> line.contains("PRECONDITION_FAILED"))
                .count();
    }

    private void newRoomsAreWatchedAndEverythingIsSettledInTheEnd(Cluster cluster) {
        var more = cluster.liveRooms(10, 1);
        cluster.sadd(more);
        cluster.awaitAllWatched(more, SOON);
        assertThat(cluster.judge().closes()).as("sockets closed so far").isZero();
        assertThat(cluster.judge().joins()).isEqualTo(rooms.size() + more.size());

        rooms.forEach(room -> cluster.judge().room(room).end(StreamEnding.ANNOUNCED));
        more.forEach(room -> cluster.judge().room(room).end(StreamEnding.ANNOUNCED));

        cluster.within(SOON, "no record is left")
                .until(() -> cluster.registry().entries().isEmpty());
        cluster.awaitNothingUnacked(SOON);
        assertThat(cluster.queues().ready(QueueView.JOBS)).hasValue(0);
    }
}
