package dev.danmaku.standalone.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.simulator.room.StreamEnding;
import dev.danmaku.standalone.cluster.ChildProcess;
import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.QueueView;

import java.time.Duration;
import java.util.List;

/** Rooms that two workers watch, while the broker between them and the dispatcher does what it may. */
final class WatchedByTwo {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final int count;
    private List<ChildProcess> workers = List.of();
    private List<String> rooms = List.of();

    WatchedByTwo(int count) {
        this.count = count;
    }

    void watch(Cluster cluster) {
        cluster.withQuickEnds()
                .with("danmaku.worker.slots", count)
                .with("danmaku.dispatcher.queued-grace", "2s")
                .dispatcher();
        workers = cluster.workers(2);
        rooms = cluster.liveRooms(count, 1);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, SOON);
    }

    List<ChildProcess> workers() {
        return workers;
    }

    /** No socket closed, and no room was joined twice. */
    boolean allAsBefore(Cluster cluster) {
        return cluster.judge().closes() == 0
                && cluster.judge().joins() == rooms.size()
                && cluster.judge().allJoinedOnce(rooms);
    }

    /** New rooms are watched, nothing closed meanwhile; and when all streams end nothing is left. */
    void goesOnAndIsSettledInTheEnd(Cluster cluster) {
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
