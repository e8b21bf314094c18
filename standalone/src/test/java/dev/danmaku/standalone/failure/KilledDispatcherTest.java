package dev.danmaku.standalone.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.job.Job;
import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;
import dev.danmaku.standalone.cluster.QueueView;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Dispatchers that die between claim and confirm, and several at once: never two current jobs for a room. */
@OnRealServers
@Timeout(120)
class KilledDispatcherTest {
    private static final int MANY = 10_000;

    @Test
    void twoDispatchersMakeOneJobForEachOfTenThousandRooms(Cluster cluster) {
        var dispatchers = cluster.dispatchers(2);
        var rooms = ids(MANY);
        cluster.within(Duration.ofSeconds(20), "a generation has begun")
                .until(() -> cluster.registry().generation().isPresent());

        cluster.sadd(rooms);

        awaitAllQueued(cluster, MANY);
        // they would mend a queue that is found empty
        dispatchers.forEach(cluster::kill);
        var jobs = cluster.queues().drainJobs();
        assertOneCurrentJobEach(cluster, rooms, jobs);
        assertThat(jobs).as("jobs, with those that are not current").hasSize(MANY);
    }

    @Test
    void dispatchersKilledInTheMidstOfTenThousandClaimsLeaveOneCurrentJobEach(Cluster cluster) {
        cluster.with("danmaku.dispatcher.claimed-grace", "2s");
        var random = new Random(42);
        var rooms = ids(MANY);
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

        awaitAllQueued(cluster, MANY);
        cluster.kill(last);
        assertOneCurrentJobEach(cluster, rooms, cluster.queues().drainJobs());
    }

    @Test
    void roomsWhoseDispatcherDiedBeforeTheConfirmAreWatchedOnce(Cluster cluster) {
        cluster.with("danmaku.dispatcher.claimed-grace", "2s");
        var dispatcher = cluster.dispatcher();
        var rooms = cluster.liveRooms(50, 1);
        var first = cluster.liveRoom(1);
        cluster.sadd(first);
        awaitAllQueued(cluster, 1);

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

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj("3xmany%05d"::formatted).toList();
    }

    private static void awaitAllQueued(Cluster cluster, int rooms) {
        cluster.within(Duration.ofSeconds(60), "every claim is confirmed")
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    var entries = cluster.registry().entries().values();
                    return entries.size() == rooms
                            && entries.stream().allMatch(entry -> entry.state().equals("queued"));
                });
    }

    /** On the queue is exactly one message whose id the room's record names; any other is stale, and dropped by who gets it. */
    private static void assertOneCurrentJobEach(
            Cluster cluster, List<String> rooms, List<Job> jobs) {
        var entries = cluster.registry().entries();
        var current = jobs.stream()
                .filter(job -> entries.get(job.room().id()).job().equals("" + job.id()))
                .collect(Collectors.groupingBy(job -> job.room().id(), Collectors.counting()));
        assertThat(current)
                .isEqualTo(rooms.stream().collect(Collectors.toMap(Function.identity(), id -> 1L)));
    }
}
