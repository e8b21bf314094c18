package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class RedisInfoTest {
    private static final String GOOD = """
            # Server
            redis_version:7.0.15
            uptime_in_seconds:42
            # Memory
            maxmemory_policy:noeviction
            # Cluster
            cluster_enabled:0
            """;

    private static RedisFitness fitness(String from, String to) {
        assertThat(GOOD).contains(from);
        return RedisInfo.parse(GOOD.replace(from, to)).fitness();
    }

    @Test
    void aPlainRedisIsFit() {
        assertThat(RedisInfo.parse(GOOD.replace("\n", "\r\n")).fitness())
                .isEqualTo(new RedisFitness(java.util.List.of(), java.util.List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.2.12", "5.0.14", "6.0.16", "6.1.241"})
    void anOldRedisIsRefused(String version) {
        assertThat(fitness("7.0.15", version).refusals())
                .containsExactly("this Redis is " + version + ": update it to 6.2 or newer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.2.0", "6.10.1", "7.2.4", "8.0.0", "255.255.255", "unstable"})
    void aNewerRedisIsFit(String version) {
        assertThat(fitness("7.0.15", version).fit()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"allkeys-lru", "volatile-lru", "volatile-ttl", "allkeys-random"})
    void aRedisThatEvictsIsRefused(String policy) {
        assertThat(fitness("noeviction", policy).refusals())
                .singleElement()
                .asString()
                .contains(policy)
                .endsWith("set 'maxmemory-policy noeviction'");
    }

    @Test
    void aRedisClusterIsRefused() {
        assertThat(fitness("cluster_enabled:0", "cluster_enabled:1").refusals())
                .singleElement()
                .asString()
                .contains("Redis Cluster", "one primary");
    }

    @Test
    void aReplicaIsRefused() {
        assertThat(fitness("# Server", "role:slave").refusals())
                .singleElement()
                .asString()
                .contains("replica", "primary");
    }

    @Test
    void allReasonsAreToldAtOnce() {
        var bad = GOOD.replace("7.0.15", "5.0.0").replace("noeviction", "allkeys-lru");

        assertThat(RedisInfo.parse(bad).fitness().refusals()).hasSize(2);
    }

    @Test
    void whatIsNotToldIsAWarning() {
        var fitness = RedisInfo.parse("").fitness();

        assertThat(fitness.fit()).isTrue();
        assertThat(fitness.warnings()).hasSize(2);
    }

    @Test
    void theEmbeddedServerIsFit() {
        var info = RedisInfo.parse("role:master\ndanmaku_embedded:1\n");

        assertThat(info.embedded()).isTrue();
        assertThat(info.fitness().fit()).isTrue();
        assertThat(info.fitness().warnings()).isEmpty();
    }

    @Test
    void uptimeIsReadWhereItIsTold() {
        assertThat(RedisInfo.parse(GOOD).uptime()).contains(Duration.ofSeconds(42));
        assertThat(RedisInfo.parse("").uptime()).isEmpty();
    }
}
