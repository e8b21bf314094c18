package dev.danmaku.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class BrokerTest {
    private static final Duration ARGUMENT = Duration.ofDays(365);

    @ParameterizedTest
    @ValueSource(strings = {"3.12.0", "3.13.7", "4.0.2", "4.2.0-rc.1", "10.1"})
    void newerRabbitsHeedOurConsumerTimeout(String version) {
        var broker = Broker.of("RabbitMQ", version, ARGUMENT);

        assertThat(broker.consumerTimeout()).hasValue(ARGUMENT);
        assertThat(broker.hidesConsumerTimeout()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.10.8", "3.9", "2.8.7", "unknown", ""})
    void olderRabbitsHaveOneThatCannotBeRead(String version) {
        var broker = Broker.of("RabbitMQ", version, ARGUMENT);

        assertThat(broker.consumerTimeout()).isEmpty();
        assertThat(broker.hidesConsumerTimeout()).isTrue();
    }

    @Test
    void otherBrokersHaveNone() {
        var broker = Broker.of("qpid", "10.1.0", ARGUMENT);

        assertThat(broker.consumerTimeout()).isEmpty();
        assertThat(broker.hidesConsumerTimeout()).isFalse();
    }

    @Test
    void whatShouldBeLookedAtIsToldWithHowToMendIt() {
        assertThat(Broker.of("RabbitMQ", "3.10.8", ARGUMENT).warnings(true))
                .singleElement()
                .asString()
                .contains("consumer_timeout in rabbitmq.conf", "does not tell its value");
        assertThat(Broker.of("RabbitMQ", "3.10.8", ARGUMENT).warnings(false)).isEmpty();
        assertThat(Broker.of("RabbitMQ", "3.7.28", ARGUMENT).warnings(false))
                .singleElement()
                .asString()
                .contains("3.7.28", "update it to 3.8");
        assertThat(Broker.of("RabbitMQ", "4.1.0", ARGUMENT).warnings(true)).isEmpty();
        assertThat(Broker.of("qpid", "10.1.0", ARGUMENT).warnings(true)).isEmpty();
    }
}
