package dev.danmaku.standalone.failure;

import static dev.danmaku.standalone.cluster.TcpProxy.Direction.TO_CLIENT;
import static dev.danmaku.standalone.cluster.TcpProxy.Direction.TO_SERVER;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.standalone.cluster.ChildProcess;
import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;
import dev.danmaku.standalone.cluster.Patient;
import dev.danmaku.standalone.cluster.TcpProxy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The network between a worker and one of its servers is cut, or swallows what goes one way or both, and heals later. Broken for
 * longer than a session lives and a broker believes in a connection: what is shorter is harmless.
 */
@OnRealServers
@Patient
@Timeout(180)
class CutNetworkTest {
    private static final int ROOMS = 20;
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final Map<String, Consumer<TcpProxy>> FAULTS = new LinkedHashMap<>();

    static {
        FAULTS.put("cut", TcpProxy::cut);
        FAULTS.put("nothing goes to the server", network -> network.stall(TO_SERVER));
        FAULTS.put("nothing comes from the server", network -> network.stall(TO_CLIENT));
        FAULTS.put("nothing goes either way", network -> network.stall(TO_SERVER, TO_CLIENT));
    }

    /** A worker with its networks. */
    private record Wired(ChildProcess worker, TcpProxy toRedis, TcpProxy toRabbit) {}

    private List<String> rooms;

    private static Wired wired(Cluster cluster) {
        var toRedis = cluster.networkToRedis();
        var toRabbit = cluster.networkToRabbit();
        return new Wired(cluster.workerVia(toRedis, toRabbit), toRedis, toRabbit);
    }

    /** All rooms with this worker. */
    private Wired watch(Cluster cluster) {
        cluster.with("danmaku.worker.slots", ROOMS * 2).dispatcher();
        var worker = wired(cluster);
        rooms = cluster.liveRooms(ROOMS, 2);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, SOON);
        return worker;
    }

    @Test
    void aBrokerOutOfReachCostsNoRoomItsSocket(Cluster cluster) {
        var cutOff = watch(cluster);
        var other = cluster.worker();

        FAULTS.forEach((fault, breaking) -> {
            var lost = lostChannels(cutOff);
            breaking.accept(cutOff.toRabbit());
            cluster.within(SOON, fault + ": the worker has lost its channels")
                    .until(() -> lostChannels(cutOff) > lost);
            cluster.within(
                            SOON,
                            fault + ": the broker has given its jobs to others, who dropped them")
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> nothingInAnybodysHands(cluster));

            cutOff.toRabbit().heal();

            cluster.within(SOON, fault + ": the worker takes jobs again")
                    .until(() -> cluster.queues().consumers("jobs.kuaishou") == 2);
            assertThat(cluster.judge().closes()).as("%s: closed sockets", fault).isZero();
            assertThat(cluster.judge().joins()).as("%s: joins", fault).isEqualTo(ROOMS);
            assertThat(cluster.roomsOf(cutOff.worker())).as(fault).hasSize(ROOMS);
        });

        cluster.awaitStays(Duration.ofSeconds(3), "one socket a room, and no other than before")
                .until(() ->
                        cluster.judge().allJoinedOnce(rooms) && cluster.judge().joins() == ROOMS);
        cluster.kill(cutOff.worker());
        cluster.awaitAllWatched(rooms, SOON);
        assertThat(cluster.roomsOf(other)).as("nothing was lost with the jobs").hasSize(ROOMS);
    }

    private static long lostChannels(Wired wired) {
        return wired.worker()
                .stderr()
                .lines()
                .filter(line -> line.contains("a channel of kuaishou is gone"))
                .count();
    }

    /** Neither on the queue nor unacked: whoever got them knows that their holder has them. */
    private static boolean nothingInAnybodysHands(Cluster cluster) {
        return cluster.queues().unacked("jobs.kuaishou") == 0
                && cluster.queues().ready("jobs.kuaishou").orElse(-1) == 0;
    }

    @Test
    void aRedisOutOfReachCostsNoRoomItsData(Cluster cluster) {
        var holder = watch(cluster);
        var other = wired(cluster);

        for (var fault : FAULTS.entrySet()) {
            fault.getValue().accept(holder.toRedis());

            var heir = other;
            cluster.within(SOON, fault.getKey() + ": the other has joined the rooms")
                    .until(() -> {
                        assertThat(cluster.judge().allJoined(rooms))
                                .as("rooms with a socket")
                                .isTrue();
                        return cluster.roomsOf(heir.worker()).size() == ROOMS
                                && rooms.stream()
                                        .allMatch(room -> cluster.judge().joined(room) == 2);
                    });

            holder.toRedis().heal();

            cluster.within(SOON, fault.getKey() + ": the one that lost them has let go")
                    .until(() -> {
                        assertThat(cluster.judge().allJoined(rooms))
                                .as("rooms with a socket")
                                .isTrue();
                        return cluster.judge().allJoinedOnce(rooms);
                    });
            cluster.awaitStays(Duration.ofSeconds(2), "one socket a room, the heir's")
                    .until(() -> cluster.judge().allJoinedOnce(rooms)
                            && cluster.roomsOf(heir.worker()).size() == ROOMS);
            other = holder;
            holder = heir;
        }

        cluster.awaitNothingUnackedBut(ROOMS, SOON);
        var another = cluster.liveRoom(1);
        cluster.sadd(another);
        cluster.awaitWatched(another);
    }
}
