package dev.danmaku.standalone.failure;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;
import dev.danmaku.standalone.cluster.QueueView;
import dev.danmaku.standalone.cluster.QueueView.DeadLetter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/** What comes in that is no job and no room. Nothing else is disturbed by it. */
@OnRealServers
@Timeout(60)
class PoisonTest {
    private static final String JOB = """
            {"v":1,"kind":"%s","platform":"%s","room":"%s","job":"1790000000001","generation":"1790000000000"}""";

    @Test
    void messagesThatAreNoJobsAreDeadLetteredWithTheirReasons(Cluster cluster) {
        cluster.dispatcher();
        var worker = cluster.worker();
        var room = cluster.liveRoom(1);
        cluster.sadd(room);
        cluster.awaitWatched(room);
        var poison = new LinkedHashMap<String, String>();
        poison.put("{\"v\":1,", "JSON");
        poison.put(JOB.formatted("watch", "twitch", "3xroom"), "unknown platform 'twitch'");
        poison.put(JOB.formatted("dance", "kuaishou", "3xroom"), "unknown kind 'dance'");
        poison.put(JOB.formatted("watch", "kuaishou", "../../etc"), "'../../etc' cannot be");
        poison.put("x".repeat(1024 * 1024), "1048576 bytes");

        poison.keySet()
                .forEach(body -> cluster.queues().publish(QueueView.JOBS, body.getBytes(UTF_8)));

        cluster.within(Duration.ofSeconds(15), "all are dead letters")
                .until(() -> cluster.queues().ready(QueueView.DEAD).orElse(0) == poison.size());
        var dead = cluster.queues().drainDeadLetters();
        poison.forEach((body, reason) -> assertThat(reasonOf(dead, body)).contains(reason));
        cluster.awaitNothingUnackedBut(1, Duration.ofSeconds(10));
        var another = cluster.liveRoom(1);
        cluster.sadd(another);
        cluster.awaitWatched(another);
        assertThat(worker.alive()).isTrue();
        assertThat(cluster.judge().closes()).isZero();
    }

    /** A long body's copy may be cut, so the longest beginning of the body is it. */
    private static String reasonOf(List<DeadLetter> dead, String body) {
        return dead.stream()
                .filter(letter -> body.startsWith(new String(letter.body(), UTF_8)))
                .max(Comparator.comparingInt(letter -> letter.body().length))
                .orElseThrow(() -> new AssertionError("no dead letter of " + body.length()))
                .reason();
    }

    @Test
    void idsThatCannotBeRoomsAreRejectedUntilTheyLeaveTheLivesSet(Cluster cluster) {
        cluster.dispatcher();
        cluster.worker();
        var bad = List.of(
                "with space",
                "tab\tand\u0000nul",
                "x".repeat(4096),
                "'; DROP TABLE rooms; --",
                "../../etc/passwd",
                "");
        var good = cluster.liveRooms(3, 1);
        cluster.sadd(bad);
        cluster.sadd(good);

        cluster.awaitAllWatched(good, Duration.ofSeconds(15));
        cluster.within(Duration.ofSeconds(10), "the bad ones are rejected")
                .until(() -> cluster.registry().rejected().keySet().containsAll(bad));
        var rejected = cluster.registry().rejected();
        assertThat(rejected).hasSize(bad.size());
        assertThat(rejected.values())
                .allMatch(reason -> reason.contains("cannot be a kuaishou room"));
        assertThat(cluster.registry().entries()).containsOnlyKeys(good);

        cluster.srem(bad.getFirst());
        cluster.within(Duration.ofSeconds(10), "it is forgiven")
                .until(() -> !cluster.registry().rejected().containsKey(bad.getFirst()));
        assertThat(cluster.registry().rejected()).hasSize(bad.size() - 1);
        cluster.awaitAllWatched(good, Duration.ofSeconds(5));
    }
}
