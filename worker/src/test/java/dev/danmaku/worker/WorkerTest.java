package dev.danmaku.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.AmqpSettings;
import dev.danmaku.config.QueueSettings;
import dev.danmaku.config.RedisSettings;
import dev.danmaku.config.WorkerSettings;
import dev.danmaku.queue.RabbitJobQueue;
import dev.danmaku.registry.ClaimAnswer.Claimed;
import dev.danmaku.registry.ControlChannel;
import dev.danmaku.registry.ControlMessage.Cancel;
import dev.danmaku.registry.Keys;
import dev.danmaku.registry.OpenAnswer;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.registry.RedisDispatcherRegistry;
import dev.danmaku.registry.RedisWorkerRegistry;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.servers.RequiresRabbit;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRabbit;
import dev.danmaku.testing.servers.TestRedis;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import redis.clients.jedis.UnifiedJedis;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/** Workers on a real Redis and a real RabbitMQ, with rooms that have no sockets. */
@RequiresRedis
@RequiresRabbit
@Timeout(180)
class WorkerTest {
    private static final String LIVES = Platform.KUAISHOU.livesKey();
    private static final String RUNNING = Keys.running(Platform.KUAISHOU);
    private static final String QUEUE = Platform.KUAISHOU.jobQueue();

    private final TestRedis testRedis;
    private final TestRabbit rabbit;
    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    private UnifiedJedis redis;
    private RabbitJobQueue jobs;
    private RedisDispatcherRegistry registry;

    WorkerTest(TestRedis testRedis, TestRabbit rabbit) {
        this.testRedis = testRedis;
        this.rabbit = rabbit;
    }

    @BeforeEach
    void openGeneration() {
        redis = closing(connect("test"));
        jobs = closing(queue("test"));
        jobs.declare();
        registry = new RedisDispatcherRegistry(redis);
        assertThat(registry.openGeneration(List.of())).isInstanceOf(OpenAnswer.Open.class);
    }

    @AfterEach
    void closeAll() throws Exception {
        while (!toClose.isEmpty()) {
            toClose.pop().close();
        }
    }

    @Test
    void aRoomThatIsOverLeavesLivesSetRegistryAndQueue() {
        var handler = new FakeHandler();
        worker(10, handler);
        dispatch("3xa");
        await().until(() -> state("3xa").equals("watching"));

        handler.open.get(room("3xa")).end(new JobOutcome.Finished("stream ended"));

        await().until(() -> redis.hget(RUNNING, "3xa") == null && !redis.sismember(LIVES, "3xa"));
        await().until(() -> messagesHeldOrWaiting() == 0);
    }

    @Test
    void aStreamThatBeganMeanwhileIsWantedAgain() {
        var handler = new FakeHandler();
        handler.streamingAgain.add(room("3xa"));
        worker(10, handler);
        dispatch("3xa");
        await().until(() -> handler.open.containsKey(room("3xa")));

        handler.open.get(room("3xa")).end(new JobOutcome.Finished("stream ended"));

        await().until(() -> redis.hget(RUNNING, "3xa") == null && redis.sismember(LIVES, "3xa"));
    }

    @Test
    void aWorkerNeverHoldsMoreRoomsThanItsPlatformBears() {
        var handler = new FakeHandler();
        handler.maxJobs = 2;
        worker(10, handler);
        dispatch(IntStream.range(0, 6).mapToObj(i -> "3x" + i).toArray(String[]::new));

        for (var ended = 0; ended < 6; ended++) {
            await().until(() -> !handler.open.isEmpty());
            assertThat(handler.open).hasSizeLessThanOrEqualTo(2);
            handler.open.values().iterator().next().end(new JobOutcome.Finished("stream ended"));
        }

        await().until(() -> redis.hlen(RUNNING) == 0);
        assertThat(handler.opened).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void aWorkerNeverHoldsMoreRoomsThanSlots() {
        var handler = new FakeHandler();
        worker(3, handler);
        dispatch(IntStream.range(0, 12).mapToObj(i -> "3x" + i).toArray(String[]::new));

        for (var ended = 0; ended < 12; ended++) {
            await().until(() -> !handler.open.isEmpty());
            assertThat(handler.open).hasSizeLessThanOrEqualTo(3);
            handler.open.values().iterator().next().end(new JobOutcome.Finished("stream ended"));
        }

        await().until(() -> redis.hlen(RUNNING) == 0);
        assertThat(handler.opened).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void aLostConnectionClosesNoRoomAndItsJobsComeBackToIt() {
        var handler = new FakeHandler();
        worker(10, handler);
        dispatch("3xa", "3xb");
        await().until(() -> handler.open.size() == 2);

        rabbit.closeConnections();

        await().until(() -> messagesUnacked() == 2);
        handler.open.get(room("3xa")).end(new JobOutcome.Finished("stream ended"));
        await().until(() -> messagesHeldOrWaiting() == 1);
        assertThat(handler.opened).hasSize(2);
        assertThat(handler.closed).isEmpty();
    }

    @Test
    void aRedeliveryToAnotherIsDroppedWhenTheHolderSaysMine() {
        var holder = new FakeHandler();
        worker(1, holder);
        dispatch("3xa");
        await().until(() -> holder.open.size() == 1);
        var other = new FakeHandler();
        worker(5, other);

        // the holder has no free slot to take it back
        rabbit.closeConnections();

        await().until(() -> messagesHeldOrWaiting() == 0);
        assertThat(holder.open).hasSize(1);
        assertThat(other.opened).isEmpty();
    }

    @Test
    void aRoomWhoseHolderIsGoneIsTakenOverWithWhatItHadFound() throws Exception {
        var first = new FakeHandler();
        var stopping = worker(5, first);
        dispatch("3xa");
        await().until(() -> redis.hget(Keys.found(Platform.KUAISHOU), "3xa") != null);
        var second = new FakeHandler();
        worker(5, second);

        stopping.close();

        await().until(() -> second.open.containsKey(room("3xa")));
        assertThat(second.open.get(room("3xa")).found).isEqualTo("found 3xa");
        assertThat(second.open.get(room("3xa")).epoch.term()).isEqualTo(2);
        assertThat(first.open).isEmpty();
    }

    @Test
    void aRoomTakenOffTheLivesSetIsClosedOnlyIfItIsReallyGone() {
        var handler = new FakeHandler();
        var worker = worker(5, handler);
        dispatch("3xa", "3xb");
        await().until(() -> handler.open.size() == 2);
        redis.srem(LIVES, "3xa");

        new ControlChannel(redis)
                .tell(worker.worker.session(), new Cancel(List.of(room("3xa"), room("3xb"))));

        await().until(() -> redis.hget(RUNNING, "3xa") == null);
        await().until(() -> messagesHeldOrWaiting() == 1);
        assertThat(handler.closed).containsExactly(room("3xa"));
    }

    @Test
    void whatIsNoJobGoesToTheDeadLettersWithItsReason() throws Exception {
        var handler = new FakeHandler();
        worker(5, handler);
        try (var connection = rabbit.connectionFactory().newConnection();
                var channel = connection.createChannel()) {
            for (var body : List.of(
                    "no json",
                    "{\"v\":1,\"kind\":\"watch\",\"platform\":\"nowhere\",\"room\":\"a\",\"job\":\"1\",\"generation\":\"1\"}",
                    "{\"v\":1,\"kind\":\"dance\",\"platform\":\"kuaishou\",\"room\":\"a\",\"job\":\"1\",\"generation\":\"1\"}",
                    "{\"v\":1,\"kind\":\"watch\",\"platform\":\"kuaishou\",\"room\":\"../a\",\"job\":\"1\",\"generation\":\"1\"}",
                    "x".repeat(1 << 20))) {
                channel.basicPublish("", QUEUE, null, body.getBytes(StandardCharsets.UTF_8));
            }

            await().until(() -> channel.messageCount("jobs.dead") == 5);

            for (var i = 0; i < 5; i++) {
                var letter = channel.basicGet("jobs.dead", true);
                assertThat(letter.getProps()
                                .getHeaders()
                                .get("x-danmaku-reason")
                                .toString())
                        .isNotBlank();
            }
        }
        dispatch("3xa");
        await().until(() -> handler.open.size() == 1);
    }

    @Test
    void aRedisThatLostItsDataGetsItsRoomsBackAndNoRoomCloses() {
        var handler = new FakeHandler();
        var worker = worker(5, handler);
        dispatch("3xa", "3xb");
        await().until(() -> state("3xa").equals("watching") && state("3xb").equals("watching"));
        var before = handler.open.get(room("3xa")).epoch;

        redis.flushAll();

        await().until(() -> registry.openGeneration(List.of(worker.worker.session()))
                instanceof OpenAnswer.Open);
        assertThat(redis.hkeys(RUNNING)).containsExactlyInAnyOrder("3xa", "3xb");
        assertThat(redis.smembers(LIVES)).containsExactlyInAnyOrder("3xa", "3xb");
        assertThat(handler.closed).isEmpty();
        assertThat(handler.open.get(room("3xa")).epoch).isGreaterThan(before);
        handler.open.get(room("3xa")).end(new JobOutcome.Finished("stream ended"));
        await().until(() -> redis.hget(RUNNING, "3xa") == null);
    }

    @Test
    void aRoomThatAnotherHoldsByTheRegistryIsClosedAtTheNextBeat() {
        var handler = new FakeHandler();
        var worker = worker(5, handler);
        dispatch("3xa");
        await().until(() -> state("3xa").equals("watching"));

        // as after a freeze: the session died, the room got a fresh job and another took it
        redis.zadd(Keys.SESSIONS, 1, worker.worker.session());
        redis.hset("danmaku_pulse", "amnesty", "0");
        var record = redis.hget(RUNNING, "3xa");
        redis.hset(RUNNING, "3xa", record.replace(worker.worker.session(), "somebody-else"));
        redis.sadd("danmaku_word:" + worker.worker.session(), LIVES + " 3xa");

        await().until(() -> handler.closed.contains(room("3xa")));
        assertThat(redis.hget(RUNNING, "3xa")).contains("somebody-else");
    }

    /** Patient: each count of messages starts a tool of the broker's, which takes seconds on a busy machine. */
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(45));
    }

    private void dispatch(String... ids) {
        redis.sadd(LIVES, ids);
        var claimed = (Claimed) registry.claim(Platform.KUAISHOU, List.of(ids));
        assertThat(claimed.jobs()).hasSize(ids.length);
        jobs.publish(claimed.jobs()).join();
        registry.confirm(claimed.jobs());
    }

    private RunningWorker worker(int slots, JobHandler handler) {
        var d = WorkerSettings.DEFAULTS;
        var settings = new WorkerSettings(
                slots,
                d.platforms(),
                d.dataDir(),
                Duration.ofMillis(200),
                Duration.ofSeconds(2),
                d.ioThreads(),
                d.flushInterval(),
                d.openFiles(),
                d.handoffSize(),
                d.shutdownGrace());
        var client = connect("worker");
        var beats = connect("beat");
        var queue = queue("worker");
        var worker = new Worker(
                WorkerIdentity.ofThisProcess("test", "test", Clock.systemUTC()),
                settings,
                new RedisWorkerRegistry(client),
                new RedisWorkerRegistry(beats),
                new ControlChannel(client),
                queue,
                handler,
                new SimpleMeterRegistry());
        worker.start();
        return closing(new RunningWorker(worker, queue, List.of(client, beats)));
    }

    private record RunningWorker(Worker worker, RabbitJobQueue queue, List<UnifiedJedis> clients)
            implements AutoCloseable {
        @Override
        public void close() {
            worker.drain(Duration.ofSeconds(5));
            worker.close();
            queue.close();
            clients.forEach(UnifiedJedis::close);
        }
    }

    private UnifiedJedis connect(String name) {
        return RedisConnections.open(RedisSettings.parse(testRedis.uri().toString()), name);
    }

    private RabbitJobQueue queue(String name) {
        return new RabbitJobQueue(
                AmqpSettings.parse(rabbit.uri().toString()),
                QueueSettings.DEFAULTS,
                name,
                Clock.systemUTC());
    }

    private <T extends AutoCloseable> T closing(T closeable) {
        toClose.push(closeable);
        return closeable;
    }

    private String state(String id) {
        var record = redis.hget(RUNNING, id);
        return record == null ? "none" : record.replaceAll(".*\"state\":\"([a-z-]+)\".*", "$1");
    }

    private static RoomId room(String id) {
        return new RoomId(Platform.KUAISHOU, id);
    }

    private long messagesUnacked() {
        return count("messages_unacknowledged");
    }

    private long messagesHeldOrWaiting() {
        return count("messages");
    }

    private long count(String column) {
        return rabbit.ctl("list_queues", "--quiet", "name", column)
                .lines()
                .filter(line -> line.startsWith(QUEUE + "\t"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(QUEUE.length() + 1).strip()))
                .sum();
    }
}
