package dev.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;

import dev.danmaku.standalone.cluster.TcpProxy;
import dev.danmaku.testing.servers.RequiresRabbit;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRabbit;
import dev.danmaku.testing.servers.TestRedis;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** Servers that are not as they have to be stop a start with a sentence that says how to mend it, and an exit code. */
@RequiresRedis
@RequiresRabbit
@Timeout(90)
class StartUpCheckTest {
    @TempDir
    private Path folder;

    private static void declareOtherwise(TestRabbit rabbit) throws IOException, TimeoutException {
        try (Connection connection = rabbit.connectionFactory().newConnection()) {
            connection
                    .createChannel()
                    .queueDeclare("jobs.douyu", true, false, false, Map.of("x-max-length", 5));
        }
    }

    private static void assertToldHowToMendTheQueue(Console console) {
        assertThat(console.exitCode()).isEqualTo(1);
        assertThat(console.err())
                .containsPattern("(?m)^danmaku: the queue jobs.douyu exists with other properties")
                .contains("rabbitmqctl delete_queue jobs.douyu", "danmaku.queue.*")
                .doesNotContain("\tat ", "Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dispatcher", "worker", "up"})
    void aQueueThatIsDeclaredOtherwiseStopsTheStart(
            String command, TestRedis redis, TestRabbit rabbit)
            throws IOException, TimeoutException {
        declareOtherwise(rabbit);

        var console = Console.run(
                folder,
                command,
                "--redis",
                redis.uri().toString(),
                "--amqp",
                rabbit.uri().toString());

        assertToldHowToMendTheQueue(console);
        assertThat(console.err()).doesNotContain(command + ": started");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dispatcher", "worker", "up"})
    void aBrokerThatTurnsOutToBeDeclaredOtherwiseWhenItComesEndsWhatWaitedForIt(
            String command, TestRedis redis, TestRabbit rabbit)
            throws IOException, TimeoutException {
        declareOtherwise(rabbit);
        try (var network = TcpProxy.to(rabbit.port())) {
            network.cut();
            var console = Console.start(
                    "",
                    Map.of(),
                    folder,
                    command,
                    "--redis",
                    redis.uri().toString(),
                    "--amqp",
                    "amqp://127.0.0.1:" + network.port());
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            (console.err() + console.out()).matches("(?s).*(started|ready)\n"));

            network.heal();

            assertToldHowToMendTheQueue(console);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dispatcher", "worker"})
    void aRedisThatEvictsStopsTheStart(String command, TestRabbit rabbit) {
        try (var redis = TestRedis.start("maxmemory-policy allkeys-lru")) {
            var console = Console.run(
                    folder,
                    command,
                    "--redis",
                    redis.uri().toString(),
                    "--amqp",
                    rabbit.uri().toString());

            assertThat(console.exitCode()).isEqualTo(1);
            assertThat(console.err())
                    .contains("danmaku: this Redis cannot hold the registry", "noeviction")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void serversThatAreFitLetAWorkerStartAndStop(TestRedis redis, TestRabbit rabbit) {
        var console = Console.start(
                "",
                Map.of(),
                folder,
                "worker",
                "--redis",
                redis.uri().toString(),
                "--amqp",
                rabbit.uri().toString());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> console.err().contains("worker: started"));

        assertThat(console.interrupt().exitCode()).isZero();
    }
}
