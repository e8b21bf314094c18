package dev.danmaku.standalone.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;
import dev.danmaku.standalone.cluster.QueueView;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Random;

/** Dispatchers that die between claim and confirm: never two current jobs for a room. */
@OnRealServers
@Timeout(120)
class KilledDispatcherTest {
    private static final int MANY = 10_000;

    @Test
    void dispatchersKilledInTheMidstOfTenThousandClaimsLeaveOneCurrentJobEach(Cluster cluster) {
        cluster.with("danmaku.dispatcher.claimed-grace", "2s");
        var random = new Random(42);
        var rooms = ManyJobs.ids(MANY);
        cluster.sadd(rooms);

        for (var claimed = 0; claimed < MANY * 3 / 4; ) {
            var dispatcher = cluster.dispatcher();
            var enough = claimed + 1 + random.nextInt(MANY / 4);
            cluster.within(Duration.ofSeconds(30), enough + " rooms are claimed")
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> cluster.registry().records() >= enough);
            cluster.kill(dispatcher);
            claimed = Math.toIntExact(cluster.registry().records());
        }
        var last = cluster.dispatcher();

        ManyJobs.awaitAllQueued(cluster, MANY);
        cluster.kill(last);
        ManyJobs.assertOneCurrentJobEach(cluster, rooms, cluster.queues().drainJobs());
    }

    @Test
    void roomsWhoseDispatcherDiedBeforeTheConfirmAreWatchedOnce(Cluster cluster) {
        cluster.with("danmaku.dispatcher.claimed-grace", "2s");
        var dispatcher = cluster.dispatcher();
        var rooms = cluster.liveRooms(50, 1);
        var first = cluster.liveRoom(1);
        cluster.sadd(first);
        ManyJobs.awaitAllQueued(cluster, 1);

        cluster.rabbit().pause();
        try {
            cluster.sadd(rooms);
            cluster.within(Duration.ofSeconds(10), "the rooms are claimed")
                    .until(() -> cluster.registry().records() == 51);
            assertThat(cluster.registry().entry(rooms.getFirst()).orElseThrow().state())
                    .isEqualTo("claimed");
            cluster.kill(dispatcher);
        } finally {
            cluster.rabbit().resume();
        }
        cluster.dispatcher();
        cluster.worker();

        cluster.awaitAllWatched(rooms, Duration.ofSeconds(20));
        cluster.awaitWatched(first);
        cluster.awaitNothingUnackedBut(51, Duration.ofSeconds(10));
        assertThat(cluster.queues().ready(QueueView.JOBS)).hasValue(0);
        assertThat(cluster.judge().joins()).isEqualTo(51);
    }
}
