package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRedis;

import org.junit.jupiter.api.Test;

import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

import java.time.Duration;

@RequiresRedis
class RedisCheckTest {

    private static RedisClient client(TestRedis redis) {
        return RedisClient.create("127.0.0.1", redis.port());
    }

    @Test
    void aPlainRedisIsFitAndTellsItsUptime(TestRedis redis) {
        try (var client = client(redis)) {
            var check = new RedisCheck(client);

            assertThat(check.fitness().fit()).isTrue();
            assertThat(check.fitness().warnings()).isEmpty();
            assertThat(check.embedded()).isFalse();
            assertThat(check.uptime()).isLessThan(Duration.ofHours(1));
        }
    }

    @Test
    void aRedisThatEvictsIsRefused() {
        try (var redis = TestRedis.start("maxmemory-policy allkeys-lru");
                var client = client(redis)) {
            assertThat(new RedisCheck(client).fitness().refusals())
                    .singleElement()
                    .asString()
                    .contains("allkeys-lru");
        }
    }

    @Test
    void aRedisClusterIsRefused() {
        try (var redis = TestRedis.start("cluster-enabled yes");
                var client = client(redis)) {
            var check = new RedisCheck(client);

            assertThat(check.fitness().refusals())
                    .anySatisfy(reason -> assertThat(reason).contains("Redis Cluster"));
        }
    }

    @Test
    void keysOfOursThatAreSomethingElseAreRefused(TestRedis redis) {
        try (var client = client(redis)) {
            client.sadd("ks_running", "3xabc");
            client.set("dy_lives", "1");

            assertThat(new RedisCheck(client).fitness().refusals())
                    .hasSize(2)
                    .anySatisfy(reason ->
                            assertThat(reason).contains("ks_running is a set", "ours is a hash"))
                    .anySatisfy(reason -> assertThat(reason).contains("dy_lives is a string"));
        }
    }

    @Test
    void aUserThatMayNotLookIsWarned(TestRedis redis) {
        try (var admin = redis.connect()) {
            admin.aclSetUser("limited", "on", ">secret", "~*", "+@all", "-info");
            var config = DefaultJedisClientConfig.builder()
                    .user("limited")
                    .password("secret")
                    .build();
            try (var client = RedisClient.builder()
                    .hostAndPort("127.0.0.1", redis.port())
                    .clientConfig(config)
                    .build()) {
                var check = new RedisCheck(client);

                assertThat(check.fitness().fit()).isTrue();
                assertThat(check.fitness().warnings())
                        .singleElement()
                        .asString()
                        .contains("grant '+info +type'");
                assertThatThrownBy(check::uptime).isInstanceOf(RegistryUnavailable.class);
            } finally {
                admin.aclDelUser("limited");
            }
        }
    }

    @Test
    void aRedisThatIsNotThereIsUnavailable() {
        var redis = TestRedis.start();
        try (var client = client(redis)) {
            redis.close();

            assertThatThrownBy(() -> new RedisCheck(client).fitness())
                    .isInstanceOf(RegistryUnavailable.class);
        }
    }
}
