package dev.danmaku.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;

import dev.danmaku.queue.JobQueue;
import dev.danmaku.testing.servers.RequiresRabbit;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRabbit;
import dev.danmaku.testing.servers.TestRedis;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Messages that nobody could read, on a real broker. */
@RequiresRedis
@RequiresRabbit
@Timeout(60)
class DeadLettersTest {
    private static final String PATH = "/api/v1/failures";

    @TempDir
    private Path folder;

    @Test
    void deadLettersAreGroupedByReasonShownAndTakenAway(TestRedis redis, TestRabbit rabbit)
            throws Exception {
        try (var connection = rabbit.connectionFactory().newConnection();
                var channel = connection.createChannel();
                var console = ConsoleUnderTest.start(
                        redis, folder, "amqp-url", rabbit.uri().toString())) {
            channel.queueDeclare(JobQueue.DEAD_QUEUE, true, false, false, Map.of());
            for (var i = 0; i < 3; i++) {
                var reason = i == 0 ? "no JSON" : "no such room";
                channel.basicPublish(
                        "",
                        JobQueue.DEAD_QUEUE,
                        new AMQP.BasicProperties.Builder()
                                .headers(Map.of(
                                        JobQueue.REASON_HEADER,
                                        reason,
                                        JobQueue.QUEUE_HEADER,
                                        "jobs.kuaishou",
                                        JobQueue.SEEN_HEADER,
                                        "2026-11-20T12:00:0" + i + "Z"))
                                .build(),
                        "<script>".getBytes(StandardCharsets.UTF_8));
            }
            org.awaitility.Awaitility.await()
                    .until(() -> console.json(PATH).path("dead").path("total").asInt() == 3);

            var dead = console.json(PATH).path("dead");

            assertThat(dead.path("known").asBoolean()).isTrue();
            assertThat(dead.path("groups")
                            .valueStream()
                            .map(group ->
                                    group.path("reason").asString() + " " + group.path("count")))
                    .containsExactlyInAnyOrder("no JSON 1", "no such room 2");
            var sample = dead.path("groups").path(0).path("samples").path(0);
            assertThat(sample.path("payload").asString()).isEqualTo("<script>");
            assertThat(sample.path("queue").asString()).isEqualTo("jobs.kuaishou");
            assertThat(sample.path("at").asLong()).isPositive();
            var document = console.json("/api/v1/openapi.json");
            assertThat(Schema.mistakes(
                            document,
                            document.at("/components/schemas/Failures"),
                            console.json(PATH)))
                    .isEmpty();
            var dropped = console.post(
                    PATH + "/actions", "{\"action\":\"drop-dead\",\"reason\":\"no such room\"}");
            assertThat(ConsoleUnderTest.JSON
                            .readTree(dropped.body())
                            .path("done")
                            .asInt())
                    .isEqualTo(2);
            assertThat(console.json(PATH).path("dead").path("total").asInt()).isEqualTo(1);
            console.post(PATH + "/actions", "{\"action\":\"drop-dead\"}");
        }
    }
}
