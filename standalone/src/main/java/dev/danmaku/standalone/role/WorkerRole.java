package dev.danmaku.standalone.role;

import dev.danmaku.config.Settings;
import dev.danmaku.config.WorkerSettings;
import dev.danmaku.metric.Metric;
import dev.danmaku.platforms.PlatformAdapter;
import dev.danmaku.platforms.Platforms;
import dev.danmaku.platforms.net.IoLoops;
import dev.danmaku.queue.JobQueue;
import dev.danmaku.queue.RabbitJobQueue;
import dev.danmaku.registry.OddityReports;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.registry.RedisControlChannel;
import dev.danmaku.registry.RedisWorkerRegistry;
import dev.danmaku.room.Platform;
import dev.danmaku.standalone.log.Logs;
import dev.danmaku.standalone.management.Names;
import dev.danmaku.standalone.management.Probe;
import dev.danmaku.standalone.management.Sign;
import dev.danmaku.standalone.management.Sign.Weight;
import dev.danmaku.worker.Worker;
import dev.danmaku.worker.WorkerIdentity;
import dev.danmaku.worker.WorkerThreads;
import dev.danmaku.worker.autoscale.Strain;
import dev.danmaku.worker.sink.fence.FencedSink;
import dev.danmaku.worker.sink.fence.PauseWatch;
import dev.danmaku.worker.watch.WatchHandler;
import dev.danmaku.worker.watch.WatchMetrics;
import dev.danmaku.worker.watch.WatchTools;

import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.UnifiedJedis;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/** A worker with its connections, its platforms and its sink. */
public final class WorkerRole implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerRole.class);
    private static final String ROLE = "worker";
    /** Longer than a thread waits for servers that hang, one after another. */
    private static final Duration HANGS = Duration.ofSeconds(60);

    private static final Duration LAST_WRITES = Duration.ofSeconds(10);

    private final Duration grace;
    private final List<UnifiedJedis> redis;
    private final JobQueue queue;
    private final FitBroker broker;
    private final Map<?, PlatformAdapter> adapters;
    private final EventSinks sinks;
    private final ScheduledExecutorService timer;
    private final ProtocolReports reports;
    private final Worker worker;
    private final IoLoops loops;
    private final Duration lateBeat;
    private final Probe brokerProbe;

    private WorkerRole(
            WorkerSettings settings,
            List<UnifiedJedis> redis,
            JobQueue queue,
            FitBroker broker,
            Map<?, PlatformAdapter> adapters,
            EventSinks sinks,
            ScheduledExecutorService timer,
            ProtocolReports reports,
            Worker worker,
            IoLoops loops) {
        this.grace = settings.shutdownGrace();
        this.lateBeat = settings.sessionDeadline().dividedBy(2);
        this.redis = redis;
        this.queue = queue;
        this.broker = broker;
        this.adapters = adapters;
        this.sinks = sinks;
        this.timer = timer;
        this.reports = reports;
        this.worker = worker;
        this.loops = loops;
        this.brokerProbe = Probe.start(Names.BROKER, queue::broker);
    }

    /**
     * Connects and begins to take jobs; servers that are not there yet are waited for.
     *
     * @throws UnfitRedis if the registry may not live in this Redis
     * @throws dev.danmaku.queue.QueueDeclaredOtherwise if the broker has queues of our names with other properties
     */
    public static WorkerRole start(Settings settings, String version, MeterRegistry meters) {
        var identity = WorkerIdentity.ofThisProcess(host(), version, Clock.systemUTC());
        Logs.worker(identity.session());
        // first: what is wrong with them is told before any server is waited for
        var sinks = EventSinks.open(settings, identity.session(), meters);
        var redis = FitRedis.open(settings.redis(), "danmaku-worker");
        var beats = RedisConnections.open(settings.redis(), "danmaku-beat");
        var queue = new RabbitJobQueue(
                settings.amqp(),
                settings.queue(),
                "danmaku worker " + identity.session(),
                Clock.systemUTC());
        var broker = FitBroker.check(queue, true);
        var wanted = settings.worker().platforms();
        var loops = Platforms.loops(settings.worker().ioThreads()).watched();
        var adapters = Platforms.open(
                wanted.isEmpty() ? EnumSet.allOf(Platform.class) : wanted,
                settings.platforms(),
                loops,
                meters);
        Metric.LOOP_LAG.gauge(meters, loops, l -> l.lag().toNanos() / 1e9);
        var metrics = new WatchMetrics(meters);
        var timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("watch-timer").daemon().factory());
        var fenced = new FencedSink(
                sinks.together(),
                PauseWatch.on(timer, settings.worker().sessionDeadline().dividedBy(2)));
        var tools = new WatchTools(
                fenced,
                settings.watch(),
                metrics,
                timer,
                Clock.systemUTC(),
                RandomGenerator.of("Random"));
        var heap = HeapAfterCollection.watched();
        var worker = new Worker(
                identity,
                new HealthOfProcess(loops, metrics, adapters.keySet(), sinks::health),
                () -> new Strain(loops.lag().toMillis(), heap.percent(), sinks.loads()),
                settings.worker(),
                new RedisWorkerRegistry(redis),
                new RedisWorkerRegistry(beats),
                new RedisControlChannel(redis),
                queue,
                new WatchHandler(tools, adapters),
                fenced,
                WorkerThreads.start(),
                meters);
        worker.start();
        return new WorkerRole(
                settings.worker(),
                List.of(redis, beats),
                queue,
                broker,
                adapters,
                sinks,
                timer,
                ProtocolReports.start(metrics.health(), new OddityReports(redis)),
                worker,
                loops);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /**
     * How it is: that a server is away is no reason to restart it, since that would close sockets. A beat that is late by half the
     * deadline is told while there is time: at the deadline others take the rooms.
     */
    public List<Sign> signs() {
        var vitals = worker.vitals();
        var age = vitals.beatAge();
        return List.of(
                alive("worker-thread", vitals.stillFor()),
                alive("event-loops", loops.longestSilence()),
                ready(
                        Names.REDIS,
                        age.compareTo(lateBeat) < 0,
                        "last beat answered %d ms ago".formatted(age.toMillis())),
                ready(
                        "session",
                        vitals.registered(),
                        vitals.registered() ? worker.session() : "not registered yet"),
                brokerProbe.sign(ROLE),
                ready(
                        Names.DRAIN,
                        !vitals.draining(),
                        vitals.draining() ? "gives rooms away" : ""));
    }

    private static Sign alive(String name, Duration silence) {
        return new Sign(
                ROLE,
                name,
                Weight.LIFE,
                silence.compareTo(HANGS) < 0,
                "got around to it %d ms ago".formatted(silence.toMillis()));
    }

    private static Sign ready(String name, boolean good, String detail) {
        return new Sign(ROLE, name, Weight.READINESS, good, detail);
    }

    /** Completes when somebody wants this worker to give everything away and end. */
    public CompletableFuture<Void> drainOrdered() {
        return worker.drainOrdered();
    }

    /** Fails if the broker, when it comes up, has queues of our names with other properties; never completes else. */
    public CompletableFuture<Void> refused() {
        return broker.refused();
    }

    /** Gives the rooms away, then ends the session, then the connections: so nobody joins a room that is still ours. */
    @Override
    public void close() {
        broker.close();
        brokerProbe.close();
        if (!worker.drain(grace)) {
            LOG.warn("rooms were still closing after {} s", grace.toSeconds());
        }
        worker.close();
        queue.close();
        adapters.values().forEach(PlatformAdapter::close);
        sinks.close(LAST_WRITES);
        timer.shutdownNow();
        reports.close();
        redis.forEach(UnifiedJedis::close);
    }
}
