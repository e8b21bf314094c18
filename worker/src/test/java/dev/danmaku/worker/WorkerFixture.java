package dev.danmaku.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.AmqpSettings;
import dev.danmaku.config.QueueSettings;
import dev.danmaku.config.RedisSettings;
import dev.danmaku.config.SlotBounds;
import dev.danmaku.config.WorkerSettings;
import dev.danmaku.queue.RabbitJobQueue;
import dev.danmaku.registry.ClaimAnswer.Claimed;
import dev.danmaku.registry.Keys;
import dev.danmaku.registry.OpenAnswer;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.registry.RedisControlChannel;
import dev.danmaku.registry.RedisDispatcherRegistry;
import dev.danmaku.registry.RedisWorkerRegistry;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.servers.RequiresRabbit;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRabbit;
import dev.danmaku.testing.servers.TestRedis;
import dev.danmaku.worker.autoscale.Strain;
import dev.danmaku.worker.sink.fence.Fence;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

import redis.clients.jedis.UnifiedJedis;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** Workers on a real Redis and a real RabbitMQ, with rooms that have no sockets. */
@RequiresRedis
@RequiresRabbit
@Timeout(180)
abstract class WorkerFixture {
    private static final Fence NO_FENCE = new Fence() {
        @Override
        public long pauses() {
            return 0;
        }

        @Override
        public boolean keepsBack() {
            return false;
        }

        @Override
        public void confirm(RoomId room, long pauses) {}
    };

    static final String LIVES = Platform.KUAISHOU.livesKey();
    static final String RUNNING = Keys.running(Platform.KUAISHOU);
    static final String QUEUE = Platform.KUAISHOU.jobQueue();

    final TestRedis testRedis;
    final TestRabbit rabbit;
    /** Of workers that are started from now on. */
    Fence fence = NO_FENCE;

    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    UnifiedJedis redis;
    RabbitJobQueue jobs;
    RedisDispatcherRegistry registry;

    WorkerFixture(TestRedis testRedis, TestRabbit rabbit) {
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

    void dispatch(String... ids) {
        redis.sadd(LIVES, ids);
        var claimed = (Claimed) registry.claim(Platform.KUAISHOU, List.of(ids));
        assertThat(claimed.jobs()).hasSize(ids.length);
        jobs.publish(claimed.jobs()).join();
        registry.confirm(claimed.jobs());
    }

    RunningWorker worker(int slots, JobHandler handler) {
        return worker(slots, false, handler);
    }

    RunningWorker worker(int slots, boolean rebalance, JobHandler handler) {
        return worker(SlotBounds.fixed(slots), rebalance, () -> Strain.UNKNOWN, handler);
    }

    RunningWorker worker(
            SlotBounds slots, boolean rebalance, Supplier<Strain> strain, JobHandler handler) {
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
                d.shutdownGrace(),
                rebalance);
        var client = connect("worker");
        var beats = connect("beat");
        var queue = queue("worker");
        var worker = new Worker(
                WorkerIdentity.ofThisProcess("test", "test", Clock.systemUTC()),
                () -> ProcessHealth.UNKNOWN,
                strain,
                settings,
                new RedisWorkerRegistry(client),
                new RedisWorkerRegistry(beats),
                new RedisControlChannel(client),
                queue,
                handler,
                fence,
                WorkerThreads.start(),
                new SimpleMeterRegistry());
        worker.start();
        return closing(new RunningWorker(worker, queue, List.of(client, beats)));
    }

    record RunningWorker(Worker worker, RabbitJobQueue queue, List<UnifiedJedis> clients)
            implements AutoCloseable {
        /** Once: what is closed in the middle of a test is not drained again at its end. */
        @Override
        public void close() {
            if (worker.drainOrdered().isCancelled()) {
                return;
            }
            worker.drainOrdered().cancel(false);
            worker.drain(Duration.ofSeconds(5));
            worker.close();
            queue.close();
            clients.forEach(UnifiedJedis::close);
        }
    }

    UnifiedJedis connect(String name) {
        return RedisConnections.open(RedisSettings.parse(testRedis.uri().toString()), name);
    }

    RabbitJobQueue queue(String name) {
        return new RabbitJobQueue(
                AmqpSettings.parse(rabbit.uri().toString()),
                QueueSettings.DEFAULTS,
                name,
                Clock.systemUTC());
    }

    <T extends AutoCloseable> T closing(T closeable) {
        toClose.push(closeable);
        return closeable;
    }

    String state(String id) {
        var record = redis.hget(RUNNING, id);
        return record == null ? "none" : record.replaceAll(".*\"state\":\"([a-z-]+)\".*", "$1");
    }

    static RoomId room(String id) {
        return new RoomId(Platform.KUAISHOU, id);
    }

    long messagesUnacked() {
        return count("messages_unacknowledged");
    }

    long messagesHeldOrWaiting() {
        return count("messages");
    }

    long count(String column) {
        return count(column, QUEUE);
    }

    long count(String column, String queue) {
        return rabbit.ctl("list_queues", "--quiet", "name", column)
                .lines()
                .filter(line -> line.startsWith(queue + "\t"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(queue.length() + 1).strip()))
                .sum();
    }

    /** Patient: each count of messages starts a tool of the broker's, which takes seconds on a busy machine. */
    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(45));
    }
}
