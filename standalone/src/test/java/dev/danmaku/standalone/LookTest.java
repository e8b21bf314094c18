package dev.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What people and scripts are told of a cluster that runs: {@code danmaku status} and {@code danmaku why}. */
@OnRealServers
@Timeout(90)
class LookTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NOWHERE_REDIS = "redis://127.0.0.1:1";
    private static final String NOWHERE_AMQP = "amqp://127.0.0.1:1";

    @TempDir
    private Path folder;

    private Console ask(Cluster cluster, String... command) {
        return askAt(cluster.redis().uri().toString(), cluster.rabbit().uri().toString(), command);
    }

    private Console askAt(String redis, String amqp, String... command) {
        var arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--redis", redis, "--amqp", amqp));
        return Console.run(folder, arguments.toArray(String[]::new));
    }

    private static JsonNode json(Console console) {
        return JSON.readTree(console.out());
    }

    private static long number(JsonNode json, String pointer) {
        return json.at(pointer).asLong(-1);
    }

    @Test
    void statusTellsRoomsWorkersAndQueues(Cluster cluster) {
        cluster.with("danmaku.worker.slots", 2).dispatcher();
        var worker = cluster.worker();
        var rooms = cluster.liveRooms(3, 1);
        cluster.sadd(rooms);
        cluster.within(
                        Duration.ofSeconds(20),
                        "two rooms are watched, one waits, the worker said so")
                .until(() -> {
                    var seen = json(ask(cluster, "status", "--json"));
                    return number(seen, "/platforms/0/states/watching") == 2
                            && number(seen, "/platforms/0/states/queued") == 1
                            && number(seen, "/workers/0/rooms") == 2;
                });
        var session = cluster.registry().sessionOf(worker.pid()).orElseThrow();

        var told = ask(cluster, "status");
        var status = json(ask(cluster, "status", "--json"));

        assertThat(told.exitCode()).as(told::err).isZero();
        assertThat(told.err()).isEmpty();
        assertThat(told.out())
                .contains("Generation " + cluster.registry().generation().orElseThrow())
                .contains("1 dispatcher\n")
                .containsPattern("kuaishou +3 +2 +0 +0 +0 +1 +0 +0 +0 +0\n")
                .containsPattern(session + " .* 2 +2 +[0-9.]+ s ago\n")
                .containsPattern("jobs.kuaishou +1 +1\n")
                .contains("RabbitMQ ");
        var kuaishou = status.path("platforms").path(0);
        assertThat(kuaishou.path("lives").asInt()).isEqualTo(3);
        assertThat(kuaishou.path("states").path("watching").asInt()).isEqualTo(2);
        assertThat(kuaishou.path("states").path("queued").asInt()).isEqualTo(1);
        assertThat(status.path("registry").path("dispatchers").asInt()).isEqualTo(1);
        assertThat(status.path("registry").path("rebuilding").asBoolean()).isFalse();
        assertThat(status.path("workers").path(0).path("session").asString()).isEqualTo(session);
        assertThat(status.path("workers").path(0).path("pid").asLong()).isEqualTo(worker.pid());
        assertThat(status.path("queues").size()).isEqualTo(7);
        assertThat(status.path("problems").size()).isZero();
    }

    @Test
    void statusTellsOfOneServerWhatTheOtherCannot(Cluster cluster) {
        var withoutRedis = askAt(NOWHERE_REDIS, cluster.rabbit().uri().toString(), "status");
        var withoutRabbit = askAt(cluster.redis().uri().toString(), NOWHERE_AMQP, "status");
        var without = askAt(NOWHERE_REDIS, NOWHERE_AMQP, "status", "--json");

        assertThat(withoutRedis.exitCode()).isEqualTo(1);
        assertThat(withoutRedis.out())
                .contains("RabbitMQ", "jobs.kuaishou")
                .doesNotContain("ROOMS");
        assertThat(withoutRedis.err()).contains("Redis does not answer");
        assertThat(withoutRabbit.exitCode()).isEqualTo(1);
        assertThat(withoutRabbit.out())
                .contains("ROOMS", "No worker.", "being rebuilt", "0 dispatchers")
                .doesNotContain("QUEUE");
        assertThat(withoutRabbit.err()).contains("RabbitMQ does not answer");
        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(json(without).path("problems").size()).isEqualTo(2);
        assertThat(json(without).has("platforms")).isFalse();
    }

    @Test
    void whyTellsWhyARoomIsWatchedOrNot(Cluster cluster) {
        cluster.with("danmaku.worker.slots", 1).dispatcher();
        var worker = cluster.worker();
        var first = cluster.liveRoom(1);
        var second = cluster.liveRoom(1);
        cluster.sadd(first);
        cluster.awaitWatched(first);
        cluster.sadd(second);
        cluster.within(Duration.ofSeconds(10), "its job waits, and the worker said that it is full")
                .until(() -> ask(cluster, "why", "ks:" + second).out().contains("no worker has"));
        cluster.sadd("no room");

        var watched = ask(cluster, "why", "ks:" + first);
        assertThat(watched.exitCode()).as(watched::err).isZero();
        assertThat(watched.err()).isEmpty();
        assertThat(watched.out())
                .startsWith("Yes: worker "
                        + cluster.registry().sessionOf(worker.pid()).orElseThrow() + " on ")
                .containsPattern("\\(.* ago\\) +claimed\n(.*queued\n)?.*opening .*\n.*watching ");

        var waiting = ask(cluster, "why", "kuaishou:" + second, "--json");
        assertThat(waiting.exitCode()).isEqualTo(3);
        assertThat(json(waiting).path("watched").asBoolean()).isFalse();
        assertThat(json(waiting).path("sentence").asString())
                .contains("no worker has a free slot (1 worker with 1 slot)");
        assertThat(json(waiting).path("queue").path("waiting").asInt()).isEqualTo(1);

        var unknown = ask(cluster, "why", "ks:3xnobody");
        assertThat(unknown.exitCode()).isEqualTo(3);
        assertThat(unknown.out()).startsWith("No: nobody asked for it: it is not in ks_lives.");

        var impossible = ask(cluster, "why", "ks:no room");
        assertThat(impossible.exitCode()).isEqualTo(3);
        assertThat(impossible.out())
                .startsWith("No: 'no room' cannot be a kuaishou room")
                .contains("ks_lives     it is in it");
        assertThat(ask(cluster, "why", "ks:no other").exitCode()).isEqualTo(2);
        assertThat(ask(cluster, "why", "twitch:3xabc").exitCode()).isEqualTo(2);
        assertThat(ask(cluster, "why", "3xabc").exitCode()).isEqualTo(2);

        var away = askAt(NOWHERE_REDIS, NOWHERE_AMQP, "why", "ks:" + first);
        assertThat(away.exitCode()).isEqualTo(1);
        assertThat(away.out()).isEmpty();
        assertThat(away.err()).startsWith("danmaku: not known, Redis does not answer");
    }
}
