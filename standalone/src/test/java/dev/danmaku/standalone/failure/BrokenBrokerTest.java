package dev.danmaku.standalone.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.simulator.room.StreamEnding;
import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;
import dev.danmaku.standalone.cluster.Patient;
import dev.danmaku.standalone.cluster.QueueView;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;

/** RabbitMQ does what it may do to a job. A message is no lock: no socket closes. */
@OnRealServers
@Patient
@Timeout(90)
class BrokenBrokerTest {
    private static final int ROOMS = 40;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final WatchedByTwo watched = new WatchedByTwo(ROOMS);

    @Test
    void aRestartClosesNoSocket(Cluster cluster) {
        watched.watch(cluster);

        cluster.restartRabbit();

        cluster.awaitStays(Duration.ofSeconds(5), "no socket closes, and none is joined twice")
                .until(() -> watched.allAsBefore(cluster));
        watched.goesOnAndIsSettledInTheEnd(cluster);
    }

    @Test
    void cutConnectionsCloseNoSocket(Cluster cluster) {
        watched.watch(cluster);

        cluster.rabbit().closeConnections();

        cluster.awaitStays(Duration.ofSeconds(5), "no socket closes, and none is joined twice")
                .until(() -> watched.allAsBefore(cluster));
        watched.goesOnAndIsSettledInTheEnd(cluster);
    }

    @Test
    void aDeletedQueueClosesNoSocket(Cluster cluster) {
        watched.watch(cluster);

        cluster.queues().delete(QueueView.JOBS);

        cluster.awaitStays(Duration.ofSeconds(5), "no socket closes, and none is joined twice")
                .until(() -> watched.allAsBefore(cluster));
        watched.goesOnAndIsSettledInTheEnd(cluster);
    }

    @Test
    void jobsThatWereOnAPurgedQueueAreMadeAnew(Cluster cluster) {
        cluster.withQuickEnds()
                .with("danmaku.worker.slots", 10)
                .with("danmaku.dispatcher.queued-grace", "2s")
                .dispatcher();
        cluster.workers(2);
        var rooms = cluster.liveRooms(ROOMS, 1);
        cluster.sadd(rooms);
        cluster.within(SOON, "the slots are full and the others wait")
                .until(() -> cluster.judge().joins() == 20
                        && cluster.queues().ready(QueueView.JOBS).orElse(0) == 20);
        var joined =
                rooms.stream().filter(room -> cluster.judge().joined(room) == 1).toList();

        cluster.rabbit().purge(QueueView.JOBS);

        cluster.within(SOON, "those that waited have jobs again")
                .until(() -> cluster.queues().ready(QueueView.JOBS).orElse(0) == 20);
        assertThat(cluster.judge().closes()).isZero();
        joined.forEach(room -> cluster.judge().room(room).end(StreamEnding.ANNOUNCED));
        var others = rooms.stream().filter(room -> !joined.contains(room)).toList();
        cluster.awaitAllWatched(others, SOON);
        assertThat(cluster.judge().joins()).isEqualTo(ROOMS);
    }
}
