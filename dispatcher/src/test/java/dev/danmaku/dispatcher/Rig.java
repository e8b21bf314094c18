package dev.danmaku.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.AmqpSettings;
import dev.danmaku.config.DispatcherSettings;
import dev.danmaku.config.QueueSettings;
import dev.danmaku.config.RedisSettings;
import dev.danmaku.config.ScaleSettings;
import dev.danmaku.job.Job;
import dev.danmaku.job.JobKind;
import dev.danmaku.job.JobMessage;
import dev.danmaku.queue.Delivery;
import dev.danmaku.queue.DeliveryListener;
import dev.danmaku.queue.JobLane;
import dev.danmaku.queue.JobQueue;
import dev.danmaku.queue.JobWindow;
import dev.danmaku.queue.RabbitJobQueue;
import dev.danmaku.queue.WindowLoss;
import dev.danmaku.registry.Beat;
import dev.danmaku.registry.ClaimAnswer;
import dev.danmaku.registry.ControlChannel;
import dev.danmaku.registry.Hold;
import dev.danmaku.registry.HoldAnswer;
import dev.danmaku.registry.Keys;
import dev.danmaku.registry.News;
import dev.danmaku.registry.OpenAnswer;
import dev.danmaku.registry.Question;
import dev.danmaku.registry.RedisCheck;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.registry.RedisControlChannel;
import dev.danmaku.registry.RedisDispatcherRegistry;
import dev.danmaku.registry.RedisWorkerRegistry;
import dev.danmaku.registry.TakeAnswer;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.servers.TestRabbit;
import dev.danmaku.testing.servers.TestRedis;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

import redis.clients.jedis.UnifiedJedis;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** A Redis, a RabbitMQ, the dispatchers of a test, and what a user and a worker do there. */
final class Rig implements AutoCloseable {
    static final Platform KS = Platform.KUAISHOU;

    private static final Duration LONG = Duration.ofMinutes(10);

    static final DispatcherSettings QUICK = settings(Duration.ofSeconds(3), LONG);

    /** Repairs what waits in an empty queue at once. */
    static final DispatcherSettings QUICK_TO_REPUBLISH = settings(LONG, Duration.ofMillis(500));

    /** So patient that no job is repaired within a test. */
    static final DispatcherSettings PATIENT = settings(LONG, LONG);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI redisUri;
    private final URI rabbitUri;
    private final List<Runnable> opened = new ArrayList<>();

    final UnifiedJedis redis;
    final RedisDispatcherRegistry registry;
    final RedisWorkerRegistry worker;
    final JobQueue queue;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    Rig(TestRedis redis, TestRabbit rabbit) {
        this.redisUri = redis.uri();
        this.rabbitUri = rabbit.uri();
        this.redis = client();
        this.registry = new RedisDispatcherRegistry(this.redis);
        this.worker = new RedisWorkerRegistry(this.redis);
        this.queue = openQueue();
    }

    private static DispatcherSettings settings(Duration claimedGrace, Duration queuedGrace) {
        return new DispatcherSettings(
                Duration.ofMillis(100),
                Duration.ofMillis(100),
                claimedGrace,
                queuedGrace,
                LONG,
                Duration.ofMillis(500),
                200,
                500);
    }

    private UnifiedJedis client() {
        return kept(
                RedisConnections.open(RedisSettings.parse(redisUri.toString()), "test"),
                UnifiedJedis::close);
    }

    ControlChannel openControl() {
        return kept(new RedisControlChannel(client()), ControlChannel::close);
    }

    JobQueue openQueue() {
        return kept(
                new RabbitJobQueue(
                        AmqpSettings.parse(rabbitUri.toString()),
                        QueueSettings.DEFAULTS,
                        "danmaku test",
                        Clock.systemUTC()),
                JobQueue::close);
    }

    private <T> T kept(T opening, Consumer<T> close) {
        opened.addFirst(() -> close.accept(opening));
        return opening;
    }

    // The dispatcher

    ScaleSettings scale = ScaleSettings.DEFAULTS;

    Dispatcher startDispatcher(DispatcherSettings settings) {
        return startDispatcher(settings, openQueue(), Duration.ZERO);
    }

    /** @param sessionDeadline for which a fresh Redis is left to the workers */
    Dispatcher startDispatcher(
            DispatcherSettings settings, JobQueue over, Duration sessionDeadline) {
        var client = client();
        var dispatcher = kept(
                new Dispatcher(
                        settings,
                        scale,
                        client,
                        0,
                        new RedisCheck(client),
                        new RedisDispatcherRegistry(client),
                        new RedisControlChannel(client),
                        over,
                        Set.of(KS, Platform.DOUYU),
                        sessionDeadline,
                        meters,
                        Clock.systemUTC()),
                Dispatcher::close);
        dispatcher.start();
        return dispatcher;
    }

    // What a dispatcher did that was killed on its way

    void openGeneration() {
        assertThat(registry.openGeneration(List.of())).isInstanceOf(OpenAnswer.Open.class);
    }

    Job claim(String id) {
        add(id);
        var answer = (ClaimAnswer.Claimed) registry.claim(KS, List.of(id));
        assertThat(answer.jobs()).hasSize(1);
        return answer.jobs().getFirst();
    }

    // What a user does

    void add(String... ids) {
        redis.sadd(KS.livesKey(), ids);
    }

    void takeOff(String... ids) {
        redis.srem(KS.livesKey(), ids);
    }

    // What a worker does

    void beat(String session) {
        worker.beat(new Beat(session, LONG, "{}", 0, null));
    }

    void die(String session) {
        redis.zadd(Keys.SESSIONS, 1, session);
        // an empty Redis looks like one that was away, after which nobody counts as dead for a
        // while
        redis.hset("danmaku_pulse", "amnesty", "0");
    }

    /** Takes a job that was delivered, and joins its room. */
    Hold watch(String session, Job job) {
        var hold = open(session, job);
        assertThat(worker.tell(new News.Joined(hold))).isEqualTo(HoldAnswer.OK);
        return hold;
    }

    Hold open(String session, Job job) {
        beat(session);
        assertThat(worker.take(session, List.of(new Question(job, false, null))).getFirst())
                .isInstanceOf(TakeAnswer.Take.class);
        return new Hold(job.room(), job.id(), session);
    }

    Inbox consume(Platform platform, int prefetch) {
        var inbox = new Inbox();
        queue.openWindow(platform, JobLane.NEW, prefetch, inbox);
        return inbox;
    }

    /** The jobs that were delivered to a worker that acks none. */
    static final class Inbox implements DeliveryListener {
        private final Queue<Job> jobs = new ConcurrentLinkedQueue<>();

        @Override
        public void delivered(Delivery delivery) {
            jobs.add(((JobMessage.Reading.Readable) JobMessage.read(delivery.body())).job());
        }

        @Override
        public void lost(JobWindow window, WindowLoss loss) {}

        List<Job> jobs() {
            return List.copyOf(jobs);
        }

        Job awaitJob(String id) {
            return soon().until(
                            () -> jobs.stream()
                                    .filter(job -> job.room().id().equals(id))
                                    .findFirst()
                                    .orElse(null),
                            job -> job != null);
        }

        /** Waits for the job that the record names. */
        Job awaitCurrentJob(Rig rig, String id) {
            return soon().until(
                            () -> jobs.stream()
                                    .filter(job ->
                                            job.room().id().equals(id) && job.id() == rig.jobOf(id))
                                    .findFirst()
                                    .orElse(null),
                            job -> job != null);
        }

        Job awaitJobOtherThan(Job old) {
            return soon().until(
                            () -> jobs.stream()
                                    .filter(job ->
                                            job.room().equals(old.room()) && job.id() != old.id())
                                    .findFirst()
                                    .orElse(null),
                            job -> job != null);
        }
    }

    // What is to be seen

    static ConditionFactory soon() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20));
    }

    boolean hasRecord(String id) {
        return redis.hexists(Keys.running(KS), id);
    }

    JsonNode record(String id) {
        var json = redis.hget(Keys.running(KS), id);
        return JSON.readTree(json == null ? "{}" : json);
    }

    String state(String id) {
        return record(id).path("state").asString("");
    }

    long jobOf(String id) {
        return Long.parseLong(record(id).path("job").asString("0"));
    }

    /** Waits until the repair has walked the registry after this call: it frees the room of a worker that just died. */
    void awaitRepairPass() {
        var number = System.nanoTime();
        var id = "sentinel" + number;
        var session = "dead" + number;
        add(id);
        soon().until(() -> hasRecord(id));
        var generation = record(id).path("gen").asString();
        open(session, new Job(jobOf(id), Long.parseLong(generation), JobKind.WATCH, room(id)));
        var before = jobOf(id);
        die(session);
        soon().until(() -> jobOf(id) != before);
    }

    /** Waits until the dispatchers have asked Redis many times more, whatever the answer was. */
    void awaitManyPasses() {
        var before = scriptsRun();
        soon().until(() -> scriptsRun() > before + 40);
    }

    private long scriptsRun() {
        return redis.info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_eval"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*:calls=([0-9]+),.*", "$1")))
                .sum();
    }

    /** Milliseconds of Redis' clock. */
    long nowMillis() {
        return Long.parseLong((String) redis.eval("local t = redis.call('TIME') "
                + "return tostring(tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000))"));
    }

    static RoomId room(String id) {
        return new RoomId(KS, id);
    }

    @Override
    public void close() {
        opened.forEach(Runnable::run);
    }
}
