package dev.danmaku.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.params.ScanParams;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

class EmbeddedRedisTest {
    private EmbeddedRedis server;
    private Jedis redis;

    @BeforeEach
    void start() {
        server = EmbeddedRedis.start(0);
        redis = new Jedis(server.url());
    }

    @AfterEach
    void stop() {
        redis.close();
        server.close();
    }

    @Test
    void livesSetsAreFedAndRead() {
        assertThat(redis.sadd("ks_lives", "3xabcdef", "other")).isEqualTo(2);
        assertThat(redis.srem("ks_lives", "other", "unknown")).isEqualTo(1);
        assertThat(redis.smembers("ks_lives")).containsExactly("3xabcdef");
        assertThat(redis.del("ks_lives")).isEqualTo(1);
    }

    @Test
    void aTakenPortIsReplacedByAFreeOne() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var other = EmbeddedRedis.start(taken.getLocalPort());
                var client = new Jedis(other.url())) {
            assertThat(other.port()).isNotEqualTo(taken.getLocalPort());
            assertThat(client.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void aScanAnswersEveryMemberThatStaysWhateverIsRemovedMeanwhile() {
        redis.sadd("ks_lives", numbers(0, 1000));
        var seen = new HashSet<String>();
        var removed = Set.<String>of();

        var cursor = ScanParams.SCAN_POINTER_START;
        do {
            var step = redis.sscan("ks_lives", cursor, new ScanParams().count(100));
            seen.addAll(step.getResult());
            if (removed.isEmpty()) {
                removed = Set.copyOf(step.getResult());
                redis.srem("ks_lives", removed.toArray(String[]::new));
            }
            cursor = step.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));

        assertThat(seen).containsExactlyInAnyOrder(numbers(0, 1000));
    }

    @Test
    void aScanLeftOutWhatIsGoneByNow() {
        redis.sadd("ks_lives", numbers(0, 20));
        var first =
                redis.sscan("ks_lives", ScanParams.SCAN_POINTER_START, new ScanParams().count(10));
        redis.del("ks_lives");

        var second = redis.sscan("ks_lives", first.getCursor(), new ScanParams().count(10));

        assertThat(second.getResult()).isEmpty();
        assertThat(second.isCompleteIteration()).isTrue();
    }

    @Test
    void aHashIsScannedWithItsValuesOfNow() {
        redis.hset("ks_running", Map.of("a", "1", "b", "2"));
        redis.hset("ks_running", "a", "3");

        var step = redis.hscan("ks_running", "0", new ScanParams().match("a*").count(100));

        assertThat(step.getResult()).containsExactly(Map.entry("a", "3"));
    }

    @Test
    void scansOfManyAtOnceDoNotDisturbEachOther() {
        redis.sadd("ks_lives", numbers(0, 30));
        var abandoned = IntStream.range(0, 200)
                .mapToObj(i ->
                        redis.sscan("ks_lives", "0", new ScanParams().count(10)).getCursor())
                .toList();

        var forgotten = redis.sscan("ks_lives", abandoned.getFirst(), new ScanParams().count(30));
        var kept = redis.sscan("ks_lives", abandoned.getLast(), new ScanParams().count(30));

        assertThat(forgotten.getResult()).hasSize(30);
        assertThat(kept.getResult()).hasSize(20);
    }

    @Test
    void keyspaceNotificationsComeAsFromRedis() throws InterruptedException {
        redis.configSet("notify-keyspace-events", "Ksg");
        var heard = new LinkedBlockingQueue<String>();
        try (var listening = new Jedis(server.url())) {
            var subscription = new JedisPubSub() {
                @Override
                public void onPSubscribe(String pattern, int count) {
                    heard.add("listening");
                }

                @Override
                public void onPMessage(String pattern, String channel, String message) {
                    heard.add(channel + " " + message);
                }
            };
            var thread = Thread.startVirtualThread(
                    () -> listening.psubscribe(subscription, "__keyspace@0__:*_lives"));
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("listening");

            redis.sadd("ks_lives", "a");
            redis.sadd("ks_lives", "a");
            redis.srem("ks_lives", "a");

            assertThat(List.of(next(heard), next(heard), next(heard)))
                    .containsExactly(
                            "__keyspace@0__:ks_lives sadd",
                            "__keyspace@0__:ks_lives srem",
                            "__keyspace@0__:ks_lives del");
            subscription.punsubscribe();
            assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void itSaysWhatClientsAskOfAServer() {
        assertThat(redis.info("server"))
                .contains("redis_version:7", "uptime_in_seconds:", "danmaku_embedded:1");
        assertThat(redis.info())
                .contains("maxmemory_policy:noeviction", "cluster_enabled:0", "role:master");
        assertThat(redis.configGet("maxmemory-policy"))
                .isEqualTo(Map.of("maxmemory-policy", "noeviction"));
    }

    @Test
    void wrongScansAreRefusedAsByRedis() {
        redis.set("text", "x");

        assertThat(errorOf("SSCAN", "text", "0")).startsWith("WRONGTYPE");
        assertThat(errorOf("SSCAN", "set", "-1")).isEqualTo("ERR invalid cursor");
        assertThat(errorOf("SSCAN", "set", "0", "COUNT", "0")).isEqualTo("ERR syntax error");
        assertThat(errorOf("SSCAN", "set")).contains("wrong number of arguments");
    }

    @Test
    void closingTwiceIsFine() {
        server.close();
        server.close();
    }

    private String errorOf(String... command) {
        try {
            redis.sendCommand(
                    () -> command[0].getBytes(),
                    List.of(command).subList(1, command.length).toArray(String[]::new));
            return "no error";
        } catch (redis.clients.jedis.exceptions.JedisDataException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String next(LinkedBlockingQueue<String> heard) throws InterruptedException {
        return String.valueOf(heard.poll(10, TimeUnit.SECONDS));
    }

    private static String[] numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "room" + i).toArray(String[]::new);
    }
}
