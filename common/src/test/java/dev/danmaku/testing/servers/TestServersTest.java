package dev.danmaku.testing.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.MessageProperties;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import redis.clients.jedis.exceptions.JedisException;

import java.time.Duration;
import java.util.Map;

/** The test servers do what other tests rely on. */
class TestServersTest {

    @Test
    @RequiresRedis
    void aRestartedRedisKeepsItsPortAndItsDataWhereItIsToldTo() {
        try (var redis = TestRedis.start("appendonly yes", "appendfsync always")) {
            var port = redis.port();
            try (var jedis = redis.connect()) {
                jedis.set("kept", "yes");
            }

            redis.kill();
            redis.restart();

            assertThat(redis.port()).isEqualTo(port);
            try (var jedis = redis.connect()) {
                assertThat(jedis.get("kept")).isEqualTo("yes");
            }
        }
    }

    @Test
    @RequiresRedis
    void aPausedRedisAnswersNothingUntilItIsResumed() {
        try (var redis = TestRedis.start();
                var jedis = redis.connect()) {
            redis.pause();
            assertThatThrownBy(jedis::ping).isInstanceOf(JedisException.class);

            redis.resume();
            try (var again = redis.connect()) {
                assertThat(again.ping()).isEqualTo("PONG");
            }
        }
    }

    @Test
    @RequiresRedis
    void aClosedRedisIsGone() {
        var redis = TestRedis.start();
        redis.close();

        assertThatThrownBy(() -> redis.connect().ping()).isInstanceOf(JedisException.class);
    }

    @Test
    @RequiresRabbit
    void theSharedRabbitIsEmptiedByAReset(TestRabbit rabbit) throws Exception {
        try (var connection = rabbit.connectionFactory().newConnection();
                var channel = connection.createChannel()) {
            channel.queueDeclare("left", true, false, false, Map.of());
            rabbit.reset();
            Awaitility.await().until(() -> !connection.isOpen());
        } catch (AlreadyClosedException e) {
            // the reset cut the connection, as it should
        }

        assertThat(rabbit.ctl("list_queues", "--quiet", "--no-table-headers", "name"))
                .isBlank();
    }

    @Test
    @RequiresRabbit
    void theConsumerTimeoutHitsWithinSeconds(TestRabbit rabbit) throws Exception {
        rabbit.setConsumerTimeout(Duration.ofSeconds(1));
        try (var connection = rabbit.connectionFactory().newConnection()) {
            var channel = connection.createChannel();
            channel.queueDeclare("slow", false, false, false, Map.of());
            channel.basicPublish("", "slow", null, new byte[1]);
            channel.basicConsume("slow", false, (tag, delivery) -> {}, tag -> {});

            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !channel.isOpen());

            var method = requireNonNull(channel.getCloseReason()).getReason();
            assertThat(((AMQP.Channel.Close) method).getReplyCode()).isEqualTo(406);
        }
    }

    @Test
    @RequiresRabbit
    void aRestartedRabbitKeepsItsPortAndItsMessagesAndAKilledOneComesBack() throws Exception {
        try (var rabbit = TestRabbit.start()) {
            var port = rabbit.port();
            try (var connection = rabbit.connectionFactory().newConnection();
                    var channel = connection.createChannel()) {
                channel.confirmSelect();
                channel.queueDeclare("kept", true, false, false, Map.of());
                channel.basicPublish("", "kept", MessageProperties.PERSISTENT_BASIC, new byte[1]);
                channel.waitForConfirmsOrDie(10_000);
            }

            rabbit.restart();

            try (var connection = rabbit.connectionFactory().newConnection();
                    var channel = connection.createChannel()) {
                assertThat(channel.messageCount("kept")).isEqualTo(1);
            }

            rabbit.kill();
            rabbit.restart();

            assertThat(rabbit.port()).isEqualTo(port);
        }
    }

    @Test
    @RequiresPostgres
    void aStoppedPostgresKeepsItsPortAndItsDatabasesAndAKilledOneComesBack() {
        try (var postgres = TestPostgres.start()) {
            var port = postgres.port();
            var first = postgres.newDatabase();

            postgres.stop();
            postgres.restart();
            postgres.kill();
            postgres.restart();

            assertThat(postgres.port()).isEqualTo(port);
            assertThat(postgres.newDatabase()).isNotEqualTo(first);
        }
    }
}
