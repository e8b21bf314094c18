package dev.danmaku.standalone.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;
import dev.danmaku.standalone.cluster.Patient;
import dev.danmaku.standalone.cluster.RegistryView.Entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Redis loses its data, or is away: the rooms go on, and write themselves back. */
@OnRealServers
@Patient
@Timeout(180)
class LostRedisTest {
    private static final int ROOMS = 200;

    private List<String> rooms;
    private Map<String, String> holders;

    private void watch(Cluster cluster) {
        cluster.with("danmaku.worker.slots", ROOMS * 3 / 5).dispatchers(2);
        cluster.workers(2);
        rooms = cluster.liveRooms(ROOMS, 2);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, Duration.ofSeconds(20));
        holders = holders(cluster);
        assertThat(holders.values().stream().distinct()).as("holders").hasSize(2);
    }

    @Test
    void aFlushUnderLoadIsMendedByTheWorkersBeforeAnythingIsDispatchedTwice(Cluster cluster) {
        watch(cluster);
        var generation = cluster.registry().generation().orElseThrow();

        cluster.flushRedis();

        awaitRebuilt(cluster, Duration.ofSeconds(20));
        assertThat(Long.parseLong(cluster.registry().generation().orElseThrow()))
                .isGreaterThan(Long.parseLong(generation));
        everythingIsAsBefore(cluster);
    }

    @Test
    void aRedisThatRestartsEmptyIsMendedByTheWorkersToo(Cluster cluster) {
        watch(cluster);

        cluster.redis().restart();

        awaitRebuilt(cluster, Duration.ofSeconds(30));
        everythingIsAsBefore(cluster);
    }

    @Test
    void aMinuteWithoutRedisClosesNoSocket(Cluster cluster) {
        watch(cluster);

        cluster.redis().stop();
        try {
            cluster.awaitStays(Duration.ofSeconds(60), "no socket closes")
                    .until(() -> cluster.judge().closes() == 0);
        } finally {
            cluster.redis().restart();
        }

        awaitRebuilt(cluster, Duration.ofSeconds(30));
        everythingIsAsBefore(cluster);
    }

    @Test
    void aSilenceOfRedisLongerThanTheDeadlineCostsNobodyARoom(Cluster cluster) {
        watch(cluster);

        cluster.redis().pause();
        try {
            cluster.awaitStays(Duration.ofSeconds(8), "no socket closes")
                    .until(() -> cluster.judge().closes() == 0);
        } finally {
            cluster.redis().resume();
        }

        everythingIsAsBefore(cluster);
    }

    private void awaitRebuilt(Cluster cluster, Duration within) {
        cluster.within(within, "all rooms are back in the registry under a generation")
                .until(() -> cluster.registry().generation().isPresent()
                        && cluster.registry().entries().size() == ROOMS);
    }

    private void everythingIsAsBefore(Cluster cluster) {
        cluster.awaitStays(Duration.ofSeconds(7), "the rooms stay with their holders")
                .until(() -> {
                    assertThat(cluster.judge().closes()).as("closed sockets").isZero();
                    assertThat(cluster.judge().joins()).as("joins").isEqualTo(ROOMS);
                    assertThat(holders(cluster)).isEqualTo(holders);
                    assertThat(cluster.registry().lives()).hasSize(ROOMS).containsAll(rooms);
                    return true;
                });
        var another = cluster.liveRoom(1);
        cluster.sadd(another);
        cluster.awaitWatched(another);
    }

    private static Map<String, String> holders(Cluster cluster) {
        var holders = new TreeMap<String, String>();
        cluster.registry()
                .entries()
                .forEach((room, entry) -> holders.put(room, watching(entry) + entry.session()));
        return holders;
    }

    private static String watching(Entry entry) {
        return entry.state().equals("watching") ? "" : entry.state() + " ";
    }
}
