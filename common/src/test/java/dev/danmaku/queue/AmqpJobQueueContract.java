package dev.danmaku.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;

import dev.danmaku.config.AmqpSettings;
import dev.danmaku.config.QueueSettings;
import dev.danmaku.job.Job;
import dev.danmaku.job.JobKind;
import dev.danmaku.queue.PublishResult.Lost;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** The same over AMQP 0-9-1, where a plain client can look behind the queue's back. */
public abstract class AmqpJobQueueContract extends JobQueueContract {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);

    /** Where the broker is. */
    protected abstract URI uri();

    @Override
    protected JobQueue open() {
        return open(QueueSettings.DEFAULTS);
    }

    protected final JobQueue open(QueueSettings settings) {
        return new RabbitJobQueue(
                AmqpSettings.parse(uri().toString()), settings, "danmaku test", CLOCK);
    }

    private static JobQueue openNowhere() {
        return new RabbitJobQueue(
                AmqpSettings.parse("amqp://127.0.0.1:1"),
                QueueSettings.DEFAULTS,
                "danmaku test",
                CLOCK);
    }

    @Override
    protected String seen() {
        return CLOCK.instant().toString();
    }

    @Override
    protected void put(String queueName, byte[] body) {
        with(channel -> {
            channel.confirmSelect();
            channel.basicPublish("", queueName, null, body);
            return channel.waitForConfirms();
        });
    }

    @Override
    protected Raw take(String queueName) {
        return with(channel -> {
            var response = Awaitility.await()
                    .until(() -> channel.basicGet(queueName, true), Objects::nonNull);
            return raw(response);
        });
    }

    private static Raw raw(GetResponse response) {
        var properties = response.getProps();
        var headers = properties.getHeaders() == null
                ? Map.<String, String>of()
                : properties.getHeaders().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, e -> String.valueOf(e.getValue())));
        return new Raw(
                response.getBody(), headers, Objects.equals(properties.getDeliveryMode(), 2));
    }

    @Override
    protected void purge(String queueName) {
        with(channel -> channel.queuePurge(queueName));
    }

    @Override
    protected void delete(String queueName) {
        with(channel -> channel.queueDelete(queueName));
    }

    protected interface Deed<T> {
        T on(Channel channel) throws IOException, TimeoutException, InterruptedException;
    }

    /** Does something over a connection of its own. */
    protected final <T> T with(Deed<T> deed) {
        try {
            var client = new ConnectionFactory();
            client.setUri(uri());
            try (var connection = client.newConnection();
                    var channel = connection.createChannel()) {
                return deed.on(channel);
            }
        } catch (IOException | TimeoutException | URISyntaxException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void withoutABrokerEveryJobIsAnsweredAsLost() {
        try (var nowhere = openNowhere()) {
            var job = new Job(1, 1, JobKind.WATCH, new RoomId(Platform.KUAISHOU, "3xroom"));

            var results = nowhere.publish(List.of(job, job))
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();

            assertThat(results).hasSize(2).allMatch(Lost.class::isInstance);
        }
    }

    @Test
    void withoutABrokerQuestionsSayThatItIsAway() {
        try (var nowhere = openNowhere()) {
            assertThatThrownBy(nowhere::declare).isInstanceOf(QueueUnavailable.class);
            assertThatThrownBy(nowhere::broker).isInstanceOf(QueueUnavailable.class);
            assertThatThrownBy(() -> nowhere.waiting(Platform.KUAISHOU))
                    .isInstanceOf(QueueUnavailable.class);
            assertThatThrownBy(() -> nowhere.openWindow(
                            Platform.KUAISHOU, JobLane.NEW, 1, new RecordingListener()))
                    .isInstanceOf(QueueUnavailable.class)
                    .hasMessageContaining("kuaishou");
        }
    }

    private QueueReader reader(String at) {
        return new QueueReader(AmqpSettings.parse(at), QueueSettings.DEFAULTS, "danmaku reader");
    }

    @Test
    void aReaderSeesWhatWaitsAndWhoConsumesAndMakesNoQueue() {
        var job = new Job(1, 1, JobKind.WATCH, new RoomId(Platform.KUAISHOU, "3xroom"));
        var jobs = Platform.KUAISHOU.jobQueue();
        try (var queue = open();
                var reader = reader(uri().toString())) {
            queue.declare();
            queue.publish(List.of(job, job)).join();
            assertThat(reader.look(jobs)).isEqualTo(new QueueLook(jobs, true, 2L, 0));

            queue.openWindow(Platform.DOUYU, JobLane.HANDOVER, 1, new RecordingListener());

            var handover = Platform.DOUYU.handoverQueue();
            assertThat(reader.look(handover)).isEqualTo(new QueueLook(handover, true, 0L, 1));
            delete(jobs);
            assertThat(reader.look(jobs).exists()).isFalse();
            assertThat(reader.look(jobs).exists()).as("still").isFalse();
            assertThat(reader.look(JobQueue.DEAD_QUEUE).exists()).isTrue();
            assertThat(reader.broker()).isEqualTo(queue.broker());
        }
    }

    @Test
    void aReaderKnowsTheNamesOfAllQueues() {
        assertThat(QueueReader.names())
                .containsExactly(
                        "jobs.kuaishou",
                        "jobs.douyu",
                        "jobs.bilibili",
                        "handover.kuaishou",
                        "handover.douyu",
                        "handover.bilibili",
                        "jobs.dead");
    }

    @Test
    void aReaderWithoutABrokerSaysThatItIsAway() {
        try (var nowhere = reader("amqp://127.0.0.1:1")) {
            assertThatThrownBy(() -> nowhere.look("jobs.douyu"))
                    .isInstanceOf(QueueUnavailable.class);
            assertThatThrownBy(nowhere::broker).isInstanceOf(QueueUnavailable.class);
        }
    }
}
