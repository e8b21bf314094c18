package dev.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.HostileBytes;
import dev.danmaku.simulator.room.Quirk;
import dev.danmaku.simulator.room.Refusal;
import dev.danmaku.simulator.room.Span;
import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;
import dev.danmaku.standalone.cluster.TestPrometheus;
import dev.danmaku.testing.servers.FreePorts;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A real Prometheus scrapes a real cluster: what boards ask has an answer, and alarms fire when something is wrong. */
@OnRealServers
@Timeout(400)
class PrometheusTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path BOARDS = Path.of("..", "deploy", "grafana", "dashboards");
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String PORT = "danmaku.management.port";

    private final List<Integer> ports =
            Stream.generate(FreePorts::next).limit(4).toList();

    @BeforeEach
    void prometheusIsInstalled() {
        var obstacle = TestPrometheus.obstacle();
        assumeTrue(obstacle.isEmpty(), obstacle);
    }

    private TestPrometheus prometheus(Cluster cluster) {
        return TestPrometheus.start(cluster.folder("prometheus"), ports);
    }

    @Test
    void everyPanelOfTheBoardsHasAnAnswer(Cluster cluster) throws IOException {
        cluster.with("danmaku.sinks.enabled", "jsonl,store");
        cluster.with(PORT, ports.get(0)).dispatcher();
        cluster.with(PORT, ports.get(1)).worker();
        cluster.with(PORT, ports.get(2)).console();
        var rooms = cluster.liveRooms(4, 20);
        rooms.forEach(room -> cluster.judge().room(room).quirks(Quirk.UNKNOWN_TYPES));
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, SOON);
        try (var prometheus = prometheus(cluster)) {
            cluster.judge().room(rooms.getFirst()).fault(new Fault.Hostile(HostileBytes.NOISE));

            for (var query : queries()) {
                cluster.within(SOON, "an answer to " + query)
                        .pollInterval(Duration.ofMillis(300))
                        .until(() -> !prometheus.query(query).isEmpty());
            }
        }
    }

    private static List<String> queries() throws IOException {
        var queries = new ArrayList<String>();
        try (var boards = Files.list(BOARDS)) {
            for (var board : boards.sorted().toList()) {
                for (var panel : JSON.readTree(Files.readString(board)).path("panels")) {
                    for (var target : panel.path("targets")) {
                        queries.add(query(target));
                    }
                }
            }
        }
        assertThat(queries).hasSizeGreaterThan(50);
        return queries;
    }

    /** As Grafana asks it. */
    private static String query(JsonNode target) {
        return target.path("expr").asString().replace("$__rate_interval", "1m");
    }

    @Test
    void alarmsFireWhileSomethingIsWrongAndEndWithIt(Cluster cluster) {
        cluster.with("danmaku.watch.give-up-after", "8s").with("danmaku.watch.reconnect-max", "1s");
        cluster.with(PORT, ports.get(0)).dispatcher();
        var worker = cluster.with(PORT, ports.get(1)).worker();
        var rooms = cluster.liveRooms(30, 1);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, SOON);
        try (var prometheus = prometheus(cluster)) {
            awaitCalm(cluster, prometheus);

            cluster.redis().stop();
            awaitFiring(cluster, prometheus, "DanmakuServerAway", "DanmakuBeatLate");
            cluster.redis().restart();
            awaitCalm(cluster, prometheus);

            cluster.kill(worker);
            awaitFiring(cluster, prometheus, "DanmakuNoWorker", "DanmakuRoomsWait");

            rooms.forEach(room -> cluster.judge()
                    .room(room)
                    .fault(new Fault.Refuse(Refusal.FORBIDDEN, Span.untilHealed())));
            cluster.with("danmaku.sinks.enabled", "jsonl,store")
                    .with("danmaku.store.url", "postgresql://nobody@127.0.0.1:1/none")
                    .with(PORT, ports.get(2))
                    .worker();
            awaitFiring(cluster, prometheus, "DanmakuPlatformRefuses", "DanmakuRoomsParked");
            rooms.forEach(room -> cluster.judge().room(room).heal());
            var room = cluster.liveRoom(5);
            cluster.sadd(room);
            awaitFiring(cluster, prometheus, "DanmakuSinkAway");
            assertThat(prometheus.firing()).doesNotContain("DanmakuNoWorker", "DanmakuServerAway");
        }
    }

    private static void awaitFiring(Cluster cluster, TestPrometheus prometheus, String... alarms) {
        cluster.within(SOON, "these fire: " + List.of(alarms))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> prometheus.firing().containsAll(Set.of(alarms)));
    }

    private static void awaitCalm(Cluster cluster, TestPrometheus prometheus) {
        cluster.within(SOON, "the numbers are there")
                .until(() -> !prometheus
                        .query("danmaku_rooms{state=\"watching\"} > 0")
                        .isEmpty());
        cluster.within(SOON, "no alarm fires")
                .pollInterval(Duration.ofMillis(300))
                .until(() -> prometheus.firing().isEmpty());
    }
}
