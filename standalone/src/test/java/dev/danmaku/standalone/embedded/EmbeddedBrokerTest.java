package dev.danmaku.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;

import dev.danmaku.config.AmqpSettings;
import dev.danmaku.config.QueueSettings;
import dev.danmaku.queue.QueueLook;
import dev.danmaku.queue.QueueReader;
import dev.danmaku.room.Platform;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

class EmbeddedBrokerTest {
    private static EmbeddedBroker broker;
    private static Connection connection;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(0);
        connection = connect(broker);
    }

    @AfterAll
    static void stop() throws Exception {
        connection.close();
        broker.close();
        broker.close();
    }

    @Test
    void anUnackedJobComesBackAsARedelivery() throws Exception {
        try (var channel = queueWith("jobs.back", 1)) {
            assertThat(channel.basicGet("jobs.back", false).getEnvelope().isRedeliver())
                    .isFalse();
        }

        try (var channel = connection.createChannel()) {
            assertThat(channel.basicGet("jobs.back", false).getEnvelope().isRedeliver())
                    .isTrue();
        }
    }

    @Test
    void argumentsOfRabbitsQueuesCloseNothing() throws Exception {
        try (var channel = connection.createChannel()) {
            channel.queueDeclare(
                    "jobs.arguments",
                    true,
                    false,
                    false,
                    Map.of("x-consumer-timeout", 86_400_000L, "x-queue-type", "classic"));

            assertThat(channel.isOpen()).isTrue();
        }
    }

    @Test
    void oneAckInAWideFullWindowMakesRoomForTheNext() throws Exception {
        var window = 200;
        try (var channel = queueWith("jobs.window", window + 1)) {
            var tags = new LinkedBlockingQueue<Long>();
            channel.basicQos(window);
            channel.basicConsume(
                    "jobs.window",
                    false,
                    (consumer, delivery) -> tags.add(delivery.getEnvelope().getDeliveryTag()),
                    consumer -> {});
            var first = tags.poll(20, TimeUnit.SECONDS);
            for (var i = 1; i < window; i++) {
                assertThat(tags.poll(20, TimeUnit.SECONDS)).isNotNull();
            }

            channel.basicAck(first, false);

            assertThat(tags.poll(20, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void itCountsWhatIsHeldAndAReaderDoesNotTakeThatForWhatWaits() throws Exception {
        var jobs = Platform.DOUYU.jobQueue();
        try (var channel = queueWith(jobs, 2);
                var reader = new QueueReader(
                        AmqpSettings.parse(broker.url()), QueueSettings.DEFAULTS, "reader")) {
            assertThat(channel.basicGet(jobs, false)).isNotNull();
            assertThat(channel.messageCount(jobs)).isEqualTo(2);

            assertThat(reader.look(jobs)).isEqualTo(new QueueLook(jobs, true, null, 0));

            channel.queuePurge(jobs);
            channel.basicRecover(true);
            channel.queuePurge(jobs);
            assertThat(reader.look(jobs)).isEqualTo(new QueueLook(jobs, true, 0L, 0));
        }
    }

    @Test
    void aTakenPortIsReplacedByAFreeOne() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var other = EmbeddedBroker.start(taken.getLocalPort());
                var client = connect(other)) {
            assertThat(other.port()).isNotEqualTo(taken.getLocalPort());
            assertThat(client.isOpen()).isTrue();
        }
    }

    private static Channel queueWith(String queue, int messages) throws Exception {
        var channel = connection.createChannel();
        channel.confirmSelect();
        channel.queueDeclare(queue, true, false, false, Map.of());
        for (var i = 0; i < messages; i++) {
            channel.basicPublish(
                    "", queue, true, MessageProperties.PERSISTENT_BASIC, new byte[] {1});
        }
        channel.waitForConfirmsOrDie(20_000);
        return channel;
    }

    private static Connection connect(EmbeddedBroker broker) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(broker.url());
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }
}
