package dev.danmaku.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class ServerUrlsTest {

    @Test
    void aRedisUrlHasLoginDatabaseAndTls() {
        assertThat(RedisSettings.parse("redis://h"))
                .isEqualTo(new RedisSettings(
                        List.of(new Address("h", 6379)), null, false, null, null, 0));
        assertThat(RedisSettings.parse("rediss://user:p%40ss%2Fw%2B:rd@h:1/15"))
                .isEqualTo(new RedisSettings(
                        List.of(new Address("h", 1)), null, true, "user", "p@ss/w+:rd", 15));
        assertThat(RedisSettings.parse("redis://:secret@[::1]:6380/"))
                .isEqualTo(new RedisSettings(
                        List.of(new Address("::1", 6380)), null, false, null, "secret", 0));
    }

    @Test
    void aSentinelUrlNamesThePrimary() {
        assertThat(RedisSettings.parse("redis-sentinel://u:p@s1,s2:26380/mymaster?db=2"))
                .isEqualTo(new RedisSettings(
                        List.of(new Address("s1", 26_379), new Address("s2", 26_380)),
                        "mymaster",
                        false,
                        "u",
                        "p",
                        2));
    }

    @Test
    void anAmqpUrlHasLoginHostsAndVirtualHost() {
        var amqp = AmqpSettings.parse("amqps://u:p@h1,h2:5/my%2Fhost");

        assertThat(amqp.addresses()).containsExactly(new Address("h1", 5671), new Address("h2", 5));
        assertThat(List.of(amqp.user(), amqp.password(), amqp.virtualHost()))
                .containsExactly("u", "p", "my/host");
        assertThat(amqp.tls()).isTrue();
        assertThat(AmqpSettings.parse("amqp://h").virtualHost()).isEqualTo("/");
        assertThat(AmqpSettings.parse("amqp://h/").virtualHost()).isEqualTo("/");
        assertThat(AmqpSettings.parse("amqp://h/%2f").virtualHost()).isEqualTo("/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "h:6379",
                "redis:h",
                "redis://",
                "redis://h:",
                "redis://h:0",
                "redis://h:65536",
                "redis://h:x",
                "redis://a,b",
                "redis://h/one",
                "redis://h/1024",
                "redis://h/1?x=1",
                "http://h",
                "redis://u:hunter2@@h",
                "redis://:hunter2/x@h",
                "redis-sentinel://h",
                "redis-sentinel://h/",
                "redis-sentinel://h/m?x=1",
                "redis://[::1",
                "redis://:hunter2%zz@h"
            })
    void aWrongRedisUrlIsRefusedWithoutRepeatingItsPassword(String url) {
        assertThatThrownBy(() -> RedisSettings.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank()
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "h",
                "amqp://",
                "redis://h",
                "amqp://h?heartbeat=1",
                "amqp://h:-1",
                "amqp://a,,b"
            })
    void aWrongAmqpUrlIsRefused(String url) {
        assertThatThrownBy(() -> AmqpSettings.parse(url))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
