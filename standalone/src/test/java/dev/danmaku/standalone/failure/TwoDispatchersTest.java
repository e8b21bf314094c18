package dev.danmaku.standalone.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;

/** Any number of dispatchers at once, without a leader: never two current jobs for a room. */
@OnRealServers
@Timeout(120)
class TwoDispatchersTest {
    private static final int MANY = 10_000;

    @Test
    void twoDispatchersMakeOneJobForEachOfTenThousandRooms(Cluster cluster) {
        var dispatchers = cluster.dispatchers(2);
        var rooms = ManyJobs.ids(MANY);
        cluster.within(Duration.ofSeconds(20), "a generation has begun")
                .until(() -> cluster.registry().generation().isPresent());

        cluster.sadd(rooms);

        ManyJobs.awaitAllQueued(cluster, MANY);
        // they would mend a queue that is found empty
        dispatchers.forEach(cluster::kill);
        var jobs = cluster.queues().drainJobs();
        ManyJobs.assertOneCurrentJobEach(cluster, rooms, jobs);
        assertThat(jobs).as("jobs, with those that are not current").hasSize(MANY);
    }
}
