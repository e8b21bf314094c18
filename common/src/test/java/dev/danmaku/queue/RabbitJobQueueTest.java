package dev.danmaku.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.danmaku.config.QueueSettings;
import dev.danmaku.job.Job;
import dev.danmaku.job.JobKind;
import dev.danmaku.queue.PublishResult.Confirmed;
import dev.danmaku.queue.PublishResult.Nacked;
import dev.danmaku.queue.PublishResult.TimedOut;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.servers.RequiresRabbit;
import dev.danmaku.testing.servers.TestRabbit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The contract on a real RabbitMQ, and what only RabbitMQ does. */
@RequiresRabbit
class RabbitJobQueueTest extends AmqpJobQueueContract {
    private static final Job JOB =
            new Job(1, 1, JobKind.WATCH, new RoomId(Platform.KUAISHOU, "3xroom"));

    private static final QueueSettings QUORUM =
            new QueueSettings(true, 5, Duration.ofDays(1), Duration.ofSeconds(10), 1_000);

    private final TestRabbit rabbit;

    RabbitJobQueueTest(TestRabbit rabbit) {
        this.rabbit = rabbit;
    }

    @Override
    protected URI uri() {
        return rabbit.uri();
    }

    @Override
    protected void cutConnections() {
        rabbit.closeConnections();
    }

    @Test
    void theConsumerTimeoutCostsTheWindowAndNothingElse() {
        rabbit.setConsumerTimeout(Duration.ofSeconds(1));
        try (var queue = open()) {
            publish(queue, JOB);
            var slow = new RecordingListener();
            var window = queue.openWindow(Platform.KUAISHOU, JobLane.NEW, 1, slow);
            var delivery = slow.next();
            var other = new RecordingListener();
            queue.openWindow(Platform.DOUYU, JobLane.NEW, 1, other);

            var loss = slow.loss();

            assertThat(loss)
                    .isInstanceOfSatisfying(
                            WindowLoss.ChannelClosed.class,
                            closed -> assertThat(closed.code()).isEqualTo(406));
            assertThat(window.ack(delivery)).isFalse();
            assertThat(other.otherLosses()).isEmpty();
            var again = new RecordingListener();
            queue.openWindow(Platform.KUAISHOU, JobLane.NEW, 1, again);
            assertThat(again.next().redelivered()).isTrue();
        }
    }

    @Test
    void aStoppedWindowIsGoneFromTheBrokerAfterItsLastAck() {
        try (var queue = open()) {
            publish(queue, JOB);
            var listener = new RecordingListener();
            var window = queue.openWindow(Platform.KUAISHOU, JobLane.NEW, 1, listener);
            var delivery = listener.next();
            window.stopTaking();
            Awaitility.await()
                    .until(() -> rabbit.ctl("list_consumers", "--quiet").isBlank());
            assertThat(rabbit.ctl("list_channels", "--quiet", "number")).isNotBlank();

            window.ack(delivery);

            Awaitility.await()
                    .untilAsserted(() -> assertThat(rabbit.ctl(
                                    "list_queues", "--quiet", "--no-table-headers", "messages"))
                            .doesNotContain("1"));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(rabbit.ctl(
                                    "list_channels",
                                    "--quiet",
                                    "--no-table-headers",
                                    "prefetch_count"))
                            .doesNotContain("1"));
        }
    }

    @Test
    void connectionsAndConsumersSayWhoTheyAre() {
        try (var queue = open()) {
            queue.declare();
            queue.openWindow(Platform.KUAISHOU, JobLane.NEW, 1, new RecordingListener());

            assertThat(rabbit.ctl("list_connections", "--quiet", "client_properties"))
                    .contains("danmaku test");
            assertThat(rabbit.ctl("list_consumers", "--quiet"))
                    .contains("danmaku test jobs.kuaishou 1");
        }
    }

    @Test
    void aQueueThatIsDeclaredOtherwiseTellsHowToMendIt() {
        delete("jobs.douyu");
        with(channel ->
                channel.queueDeclare("jobs.douyu", true, false, false, Map.of("x-max-length", 5)));
        try (var queue = open()) {
            assertThatThrownBy(queue::declare)
                    .isInstanceOf(QueueDeclaredOtherwise.class)
                    .hasMessageContaining("rabbitmqctl delete_queue jobs.douyu")
                    .hasMessageContaining("x-max-length");
            assertThatThrownBy(() -> queue.openWindow(
                            Platform.DOUYU, JobLane.NEW, 1, new RecordingListener()))
                    .isInstanceOf(QueueDeclaredOtherwise.class);
        }
    }

    @Test
    void quorumQueuesCarryJobsAndDeadLetterThoseReturnedTooOften() {
        for (var lane : JobLane.values()) {
            Stream.of(Platform.values()).map(lane::queue).forEach(this::delete);
        }
        try (var queue = open(QUORUM)) {
            publish(queue, JOB);

            for (var deliveries = 0; deliveries <= 5; deliveries++) {
                var listener = new RecordingListener();
                try (var window = queue.openWindow(Platform.KUAISHOU, JobLane.NEW, 1, listener)) {
                    assertThat(listener.next().window()).isSameAs(window);
                }
            }

            assertThat(take(JobQueue.DEAD_QUEUE).headers()).containsKey("x-death");
        }
    }

    @Test
    void aNackIsAnAnswer() {
        rabbit.ctl(
                "set_policy",
                "full",
                "^jobs.kuaishou$",
                "{\"max-length\":1,\"overflow\":\"reject-publish\"}");
        try (var queue = open()) {
            publish(queue, JOB);

            Awaitility.await()
                    .untilAsserted(() -> assertThat(queue.publish(List.of(JOB))
                                    .orTimeout(10, TimeUnit.SECONDS)
                                    .join())
                            .containsExactly(new Nacked()));
        } finally {
            rabbit.ctl("clear_policy", "full");
        }
    }

    @Test
    void aBrokerThatDoesNotAnswerTimesOut() {
        var limit = Duration.ofMillis(500);
        var settings =
                new QueueSettings(false, 1, QueueSettings.DEFAULTS.consumerTimeout(), limit, 3);
        try (var queue = open(settings)) {
            publish(queue, JOB);
            rabbit.pause();
            try {
                // more than may be unconfirmed: the rest is not waited for
                var results = queue.publish(
                                Stream.generate(() -> JOB).limit(100).toList())
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();

                assertThat(results.subList(0, 3)).containsOnly(new TimedOut(limit));
                assertThat(results).hasSize(100).doesNotContain(new Confirmed());
            } finally {
                rabbit.resume();
            }
        }
    }

    @Test
    void aBrokerShortOfMemoryIsToldAndNotWaitedFor() {
        var settings = new QueueSettings(
                false, 1, QueueSettings.DEFAULTS.consumerTimeout(), Duration.ofSeconds(1), 100);
        try (var queue = open(settings)) {
            publish(queue, JOB);
            rabbit.ctl("set_vm_memory_high_watermark", "absolute", "1MB");
            try {
                Awaitility.await()
                        .untilAsserted(() -> assertThat(queue.publish(List.of(JOB))
                                        .orTimeout(15, TimeUnit.SECONDS)
                                        .join())
                                .first()
                                .isInstanceOfSatisfying(
                                        PublishResult.Lost.class,
                                        lost -> assertThat(lost.reason()).contains("blocked")));
            } finally {
                rabbit.ctl("set_vm_memory_high_watermark", "0.4");
            }
            Awaitility.await()
                    .untilAsserted(() -> assertThat(queue.publish(List.of(JOB))
                                    .orTimeout(15, TimeUnit.SECONDS)
                                    .join())
                            .containsExactly(new Confirmed()));
        }
    }

    @Test
    void jobsOutliveARestartOfTheBroker() {
        try (var own = TestRabbit.start();
                var queue = new RabbitJobQueueTest(own).open()) {
            publish(queue, JOB);
            var listener = new RecordingListener();
            queue.openWindow(Platform.KUAISHOU, JobLane.NEW, 1, listener);
            listener.next();

            own.restart();

            assertThat(listener.loss()).isInstanceOf(WindowLoss.ConnectionLost.class);
            var later = new RecordingListener();
            queue.openWindow(Platform.KUAISHOU, JobLane.NEW, 1, later);
            assertThat(later.next().body()).isNotEmpty();
        }
    }

    private static void publish(JobQueue queue, Job job) {
        assertThat(queue.publish(List.of(job)).orTimeout(10, TimeUnit.SECONDS).join())
                .containsExactly(new Confirmed());
    }
}
