package dev.danmaku.standalone.failure;

import dev.danmaku.standalone.cluster.ChildProcess;
import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;
import dev.danmaku.standalone.cluster.Patient;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;

/**
 * RabbitMQ closes the channel of a delivery that is unacked for too long, and takes all of that channel's jobs back: no socket closes.
 */
@OnRealServers
@Patient
@Timeout(90)
class ConsumerTimeoutTest {
    private static final int ROOMS = 40;

    private final WatchedByTwo watched = new WatchedByTwo(ROOMS);

    @Test
    void theConsumerTimeoutClosesNoSocket(Cluster cluster) {
        cluster.rabbit().setConsumerTimeout(Duration.ofSeconds(3));
        watched.watch(cluster);

        // once is all there may be: a job that comes back to another than its holder is dropped
        cluster.within(Duration.ofSeconds(30), "it hit each worker")
                .until(() ->
                        watched.workers().stream().allMatch(worker -> lostChannels(worker) >= 1));

        cluster.awaitStays(Duration.ofSeconds(5), "no socket closes, and none is joined twice")
                .until(() -> watched.allAsBefore(cluster));
        cluster.rabbit().setConsumerTimeout(Duration.ofMinutes(30));
        watched.goesOnAndIsSettledInTheEnd(cluster);
    }

    private static long lostChannels(ChildProcess worker) {
        return worker.stderr()
                .lines()
                .filter(line -> line.contains("PRECONDITION_FAILED"))
                .count();
    }
}
