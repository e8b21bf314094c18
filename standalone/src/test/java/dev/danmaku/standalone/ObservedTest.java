package dev.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.simulator.room.DropManner;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.standalone.cluster.ChildProcess;
import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;
import dev.danmaku.standalone.cluster.Scrape;
import dev.danmaku.testing.servers.FreePorts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.List;

/** What machines are told of a running cluster is what happens in it. */
@OnRealServers
@Timeout(240)
class ObservedTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PORT = "danmaku.management.port";

    @Test
    void theNumbersOfAScrapeAreThoseOfThePlatform(Cluster cluster) {
        var dispatcherPort = FreePorts.next();
        cluster.with(PORT, dispatcherPort).dispatcher();
        var workerPort = FreePorts.next();
        cluster.with(PORT, workerPort).worker();
        var rooms = cluster.liveRooms(8, 10);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, SOON);
        cluster.within(SOON, "some chats are counted").until(() -> chats(workerPort) > 100);
        cluster.judge().room(rooms.getFirst()).chat(3);
        rooms.forEach(room -> cluster.judge().room(room).rates(Rates.QUIET));

        cluster.within(SOON, "every chat that is on disk is counted once")
                .until(() -> chats(workerPort) == onDisk(cluster, rooms));
        cluster.awaitStays(Duration.ofSeconds(3), "and no more")
                .until(() -> chats(workerPort) == onDisk(cluster, rooms));

        var worker = Scrape.of(workerPort);
        assertThat(worker.sum("danmaku_joins_total", "platform", "kuaishou")).isEqualTo(8);
        assertThat(worker.sum("danmaku_slots_held")).isEqualTo(8);
        assertThat(worker.sum("danmaku_worker_rooms", "state", "watching")).isEqualTo(8);
        assertThat(worker.sum("danmaku_takes_total", "answer", "take")).isEqualTo(8);
        assertThat(worker.sum("danmaku_claim_to_joined_seconds_count")).isEqualTo(8);
        assertThat(worker.sum("danmaku_claim_to_joined_seconds_sum")).isBetween(0.0, 60.0);
        assertThat(worker.sum("danmaku_sink_written_total", "sink", "jsonl"))
                .isEqualTo(worker.sum("danmaku_events_total"));
        assertThat(worker.sum("danmaku_beat_age_seconds")).isBetween(0.0, 5.0);
        assertThat(worker.sum("danmaku_build_info", "role", "worker")).isEqualTo(1);
        assertThat(worker.sum("jvm_threads_live_threads")).isPositive();
        assertThat(worker.sum("process_files_open_files")).isPositive();
        cluster.within(SOON, "the dispatcher's patrol has counted")
                .until(() ->
                        Scrape.of(dispatcherPort).sum("danmaku_rooms", "state", "watching") == 8);
        var dispatcher = Scrape.of(dispatcherPort);
        assertThat(dispatcher.sum("danmaku_lives", "platform", "kuaishou")).isEqualTo(8);
        assertThat(dispatcher.sum("danmaku_claims_total", "answer", "claimed")).isEqualTo(8);
        assertThat(dispatcher.sum("danmaku_jobs_confirmed_total")).isEqualTo(8);
        assertThat(dispatcher.sum("danmaku_reachable")).isEqualTo(2);
        noRoomIsALabel(List.of(worker, dispatcher), rooms);
        everyFamilyIsInTheManual(worker);
        everyFamilyIsInTheManual(dispatcher);
    }

    private static void everyFamilyIsInTheManual(Scrape scrape) {
        assertThat(scrape.types().keySet())
                .filteredOn(family -> family.startsWith("danmaku_"))
                .hasSizeGreaterThan(8)
                .isSubsetOf(ManualTest.families());
    }

    private static double chats(int port) {
        return Scrape.of(port).sum("danmaku_events_total", "platform", "kuaishou", "type", "chat");
    }

    /** Chats that were sent and stored, by the numbers that the platform gave them. */
    private static int onDisk(Cluster cluster, List<String> rooms) {
        var files = cluster.events();
        return rooms.stream().mapToInt(room -> files.sequences(room).size()).sum();
    }

    private static void noRoomIsALabel(List<Scrape> scrapes, List<String> rooms) {
        for (var scrape : scrapes) {
            assertThat(scrape.samples())
                    .isNotEmpty()
                    .allSatisfy(sample -> assertThat(sample.labels().values())
                            .noneMatch(value -> rooms.stream().anyMatch(value::contains)));
        }
    }

    @Test
    void aLostSocketIsAReconnectAndAGap(Cluster cluster) {
        cluster.dispatcher();
        var port = FreePorts.next();
        cluster.with(PORT, port).worker();
        var room = cluster.liveRoom(20);
        cluster.sadd(room);
        cluster.awaitWatched(room);
        cluster.within(SOON, "something was heard").until(() -> chats(port) > 0);

        cluster.judge().room(room).fault(new Fault.Drop(DropManner.RESET));

        cluster.within(SOON, "it is joined again")
                .until(() -> Scrape.of(port).sum("danmaku_reconnects_total", "cause", "lost") == 1);
        var scrape = Scrape.of(port);
        assertThat(scrape.sum("danmaku_joins_total")).isEqualTo(2);
        assertThat(scrape.sum("danmaku_sessions_ended_total", "cause", "lost")).isEqualTo(1);
        assertThat(scrape.sum("danmaku_gaps_total", "cause", "lost")).isEqualTo(1);
        assertThat(scrape.sum("danmaku_gap_seconds_total", "cause", "lost")).isPositive();
    }

    @Test
    void aWorkerThatDrainsLivesAndIsNotReady(Cluster cluster) {
        cluster.with("danmaku.worker.slots", 20).dispatcher();
        var port = FreePorts.next();
        var leaving = cluster.with(PORT, port).worker();
        var rooms = cluster.liveRooms(10, 1);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, SOON);
        cluster.within(SOON, "ready").until(() -> status(port, "/health/ready") == 200);
        // it has a slot for one of them: the others stay where they are for the whole grace
        cluster.with(PORT, 0).with("danmaku.worker.slots", 1).worker();

        leaving.terminate();

        cluster.within(SOON, "not ready").until(() -> status(port, "/health/ready") == 503);
        assertThat(status(port, "/health/live")).isEqualTo(200);
        var health = health(port);
        assertThat(health.path("draining").booleanValue()).isTrue();
        assertThat(sign(health, "drain").path("good").booleanValue()).isFalse();
        assertThat(sign(health, "session").path("good").booleanValue()).isTrue();
        assertThat(Scrape.of(port).sum("danmaku_draining")).isEqualTo(1);
    }

    @Test
    void serversThatAreAwayMakeNobodyLessAliveAndEverybodyLessReady(Cluster cluster) {
        var ports = List.of(FreePorts.next(), FreePorts.next());
        cluster.with(PORT, ports.get(0)).dispatcher();
        var toRedis = cluster.networkToRedis();
        var toRabbit = cluster.networkToRabbit();
        // not ready from 6 s on: six more to heal in, since a worker that misses its deadline loses
        // its rooms
        cluster.with(PORT, ports.get(1))
                .with("danmaku.worker.session-deadline", "12s")
                .workerVia(toRedis, toRabbit);
        var room = cluster.liveRoom(5);
        cluster.sadd(room);
        cluster.awaitWatched(room);
        var worker = ports.get(1);
        cluster.within(SOON, "ready").until(() -> ready(ports));

        toRedis.cut();
        cluster.within(SOON, "without Redis it is not ready")
                .until(() -> status(worker, "/health/ready") == 503);
        assertThat(sign(health(worker), "redis").path("good").booleanValue()).isFalse();
        assertThat(status(worker, "/health/live")).isEqualTo(200);
        toRedis.heal();
        cluster.within(SOON, "and is again").until(() -> ready(ports));
        assertThat(cluster.judge().closes()).as("sockets that closed").isZero();

        cluster.restartRabbit();
        cluster.within(SOON, "ready after the broker's restart").until(() -> ready(ports));
        toRabbit.cut();
        cluster.within(SOON, "without the broker it is not ready")
                .until(() -> status(worker, "/health/ready") == 503);
        assertThat(sign(health(worker), "broker").path("good").booleanValue()).isFalse();
        assertThat(status(worker, "/health/live")).isEqualTo(200);
        assertThat(Scrape.of(worker).sum("danmaku_reachable", "server", "broker"))
                .isZero();
        toRabbit.heal();
        cluster.within(SOON, "and is again").until(() -> ready(ports));
        assertThat(cluster.judge().closes()).as("sockets that closed").isZero();
    }

    private static boolean ready(List<Integer> ports) {
        return ports.stream().allMatch(port -> status(port, "/health/ready") == 200);
    }

    private static int status(int port, String path) {
        return Scrape.get(port, path).statusCode();
    }

    private static JsonNode health(int port) {
        return JSON.readTree(Scrape.get(port, "/health").body());
    }

    private static JsonNode sign(JsonNode health, String name) {
        for (var sign : health.path("signs")) {
            if (sign.path("name").asString().equals(name)) {
                return sign;
            }
        }
        throw new AssertionError("no sign " + name + " in " + health);
    }

    @Test
    void everyLineOfAWorkerIsJsonAndThoseAboutARoomNameIt(Cluster cluster) {
        cluster.withQuickEnds().with("danmaku.log-format", "json");
        var processes = List.of(cluster.dispatcher(), cluster.worker());
        var room = cluster.liveRoom(5);
        cluster.sadd(room);
        cluster.awaitWatched(room);
        var entry = cluster.registry().entry(room).orElseThrow();

        cluster.srem(room);
        cluster.awaitUnwatched(room, SOON);
        var worker = processes.get(1);
        cluster.within(SOON, "the worker has told it")
                .until(() -> worker.stderr().contains("was taken off the lives set"));
        processes.forEach(ChildProcess::terminate);
        processes.forEach(process -> assertThat(process.awaitExit()).isZero());

        for (var process : processes) {
            assertThat(process.stderr().lines())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(
                                    JSON.readTree(line).path("message").asString())
                            .isNotEmpty());
        }
        var line = worker.stderr()
                .lines()
                .map(JSON::readTree)
                .filter(told ->
                        told.path("message").asString().contains("was taken off the lives set"))
                .findFirst()
                .orElseThrow();
        assertThat(line.path("room").asString()).isEqualTo("kuaishou:" + room);
        assertThat(line.path("platform").asString()).isEqualTo("kuaishou");
        assertThat(line.path("job").asString()).isEqualTo(entry.job());
        assertThat(line.path("worker").asString()).isEqualTo(entry.session());
        assertThat(line.path("level").asString()).isEqualTo("INFO");
    }
}
