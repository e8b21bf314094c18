package dev.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What people do to a cluster that runs, by the command line. */
@OnRealServers
@Timeout(120)
class OperateTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    private Console run(Cluster cluster, String... command) {
        var arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(
                "--redis",
                cluster.redis().uri().toString(),
                "--amqp",
                cluster.rabbit().uri().toString()));
        return Console.run(folder, arguments.toArray(String[]::new));
    }

    @Test
    void aRoomIsPausedAndResumedAndWhyAndStatusSaySo(Cluster cluster) {
        cluster.dispatcher();
        cluster.worker();
        var room = cluster.liveRoom(1);
        cluster.sadd(room);
        cluster.awaitWatched(room);

        var paused = run(cluster, "pause", "ks:" + room, "--by", "alice");
        assertThat(paused.exitCode()).as(paused::err).isZero();
        assertThat(paused.out())
                .startsWith("kuaishou:" + room + " is paused; worker ")
                .endsWith(" closes its socket\n");
        cluster.awaitUnwatched(room, SOON);

        var why = run(cluster, "why", "ks:" + room);
        assertThat(why.exitCode()).isEqualTo(3);
        assertThat(why.out())
                .startsWith("No: it was paused ")
                .containsPattern(", by alice; `danmaku resume ks:" + room + "`")
                .containsPattern("\\) +paused +by alice\n");
        assertThat(run(cluster, "status").out())
                .containsPattern("kuaishou +1 +0 +0 +0 +0 +0 +0 +0 +1 +0\n");

        var again = run(cluster, "pause", "ks:" + room);
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("was paused before");
        var nobodys = run(cluster, "pause", "ks:3xnobody");
        assertThat(nobodys.exitCode()).isEqualTo(1);
        assertThat(nobodys.err()).contains("nobody wants it");

        var resumed = run(cluster, "resume", "ks:" + room);
        assertThat(resumed.exitCode()).as(resumed::err).isZero();
        cluster.awaitWatched(room);
        var running = run(cluster, "resume", "ks:" + room);
        assertThat(running.exitCode()).isEqualTo(1);
        assertThat(running.err()).contains("is not paused");
    }

    @Test
    void aPlatformIsPausedAndResumed(Cluster cluster) {
        cluster.dispatcher();
        cluster.worker();
        var rooms = cluster.liveRooms(3, 1);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, SOON);

        assertThat(run(cluster, "pause", "kuaishou", "--by", "bob").out())
                .isEqualTo("kuaishou is paused: its rooms follow within seconds\n");
        rooms.forEach(room -> cluster.awaitUnwatched(room, SOON));
        assertThat(run(cluster, "pause", "ks").out()).isEqualTo("kuaishou was paused before\n");
        assertThat(run(cluster, "status").out()).contains("paused by bob since ");
        var status = JSON.readTree(run(cluster, "status", "--json").out());
        assertThat(status.at("/platforms/0/paused/by").asString()).isEqualTo("bob");
        assertThat(run(cluster, "why", "ks:" + rooms.getFirst()).out())
                .startsWith("No: all of kuaishou is paused, by bob ");
        var one = run(cluster, "resume", "ks:" + rooms.getFirst());
        assertThat(one.exitCode()).isEqualTo(1);
        assertThat(one.err()).contains("its whole platform is paused");

        assertThat(run(cluster, "resume", "kuaishou").exitCode()).isZero();
        cluster.awaitAllWatched(rooms, SOON);
    }

    @Test
    void aParkedRoomIsRetriedNow(Cluster cluster) {
        cluster.dispatcher();
        cluster.worker();
        var room = cluster.liveRoom(1);
        cluster.sadd(room);
        cluster.awaitWatched(room);

        var running = run(cluster, "retry", "ks:" + room);
        assertThat(running.exitCode()).isEqualTo(1);
        assertThat(running.err()).contains("does not rest");
        assertThat(run(cluster, "retry", "kuaishou", "--reason", "captcha").out())
                .isEqualTo("0 parked rooms of kuaishou are tried again within seconds\n");
    }

    @Test
    void aWorkerHoldsAndGoesOnAndARoomMoves(Cluster cluster) {
        cluster.dispatcher();
        var first = cluster.worker();
        var room = cluster.liveRoom(1);
        cluster.sadd(room);
        cluster.awaitWatched(room);
        var session = cluster.registry().sessionOf(first.pid()).orElseThrow();

        var stays = run(cluster, "move", "ks:" + room, "--limit", "10");
        assertThat(stays.exitCode()).isEqualTo(1);
        assertThat(stays.err()).contains("stays with worker " + session, "no other worker");

        var second = cluster.worker();
        var other = cluster.registry().sessionOf(second.pid()).orElseThrow();
        var moved = run(cluster, "move", "ks:" + room);
        assertThat(moved.exitCode()).as(moved::err).isZero();
        assertThat(moved.out()).isEqualTo("kuaishou:" + room + " moved to " + other + "\n");

        var holds = run(cluster, "drain", "--stay", other);
        assertThat(holds.exitCode()).as(holds::err).isZero();
        assertThat(cluster.registry().heldBy(session)).containsExactly(room);
        assertThat(run(cluster, "status").out()).containsPattern(other + " .* holding\n");
        assertThat(run(cluster, "resume", "--worker", other).out())
                .isEqualTo(other + " takes rooms\n");
        assertThat(run(cluster, "status").out()).doesNotContain("holding");
    }
}
