package dev.danmaku.standalone.cluster;

import static org.awaitility.Awaitility.await;

import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;
import dev.danmaku.simulator.kuaishou.KuaishouOptions;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.testing.servers.TestRabbit;
import dev.danmaku.testing.servers.TestRedis;

import org.awaitility.core.ConditionFactory;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** See the package. Settings apply to processes that are started afterwards. */
public final class Cluster implements AutoCloseable {
    /** A JVM's start on a busy machine. */
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(20);

    private final TestRedis redis;
    private final TestRabbit rabbit;
    private final Simulator simulator;
    private final Path folder;
    private final Judge judge;
    private final RegistryView registry;
    private final QueueView queues;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<ChildProcess> processes = new ArrayList<>();
    private final List<TcpProxy> networks = new ArrayList<>();
    private int nextRoom = 1;

    private Cluster(TestRedis redis, TestRabbit rabbit, Simulator simulator, Path folder) {
        this.redis = redis;
        this.rabbit = rabbit;
        this.simulator = simulator;
        this.folder = folder;
        this.judge = new Judge(simulator);
        this.registry = new RegistryView(redis);
        this.queues = new QueueView(rabbit);
        settings.putAll(simulator.settings());
        // rooms move only where a test is about that
        with("danmaku.worker.rebalance", false);
        for (var platform : Platform.values()) {
            with("danmaku.platforms.%s.connects-per-second".formatted(platform.label()), 0);
            with("danmaku.platforms.%s.lookups-per-second".formatted(platform.label()), 0);
        }
    }

    /** No process runs in it yet. It leaves the servers running. */
    static Cluster on(TestRedis redis, TestRabbit rabbit) {
        try {
            var simulator = Simulator.start(SimulatorOptions.defaults()
                    .withPushInterval(Duration.ofMillis(100))
                    .withKuaishou(KuaishouOptions.defaults()
                            .withReconnect(Duration.ofMillis(100), Duration.ofMillis(200))));
            return new Cluster(
                    redis, rabbit, simulator, Files.createTempDirectory("danmaku-cluster-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Cluster with(String key, Object value) {
        settings.put(key, String.valueOf(value));
        return this;
    }

    /** A stream that ends is believed to have ended quickly. */
    public Cluster withQuickEnds() {
        return with("danmaku.watch.end-confirm-delay", "100ms")
                .with("danmaku.watch.end-confirm-interval", "200ms");
    }

    public List<ChildProcess> dispatchers(int count) {
        return IntStream.range(0, count).mapToObj(n -> dispatcher()).toList();
    }

    public ChildProcess dispatcher() {
        return start("dispatcher", direct());
    }

    /** On a port of its own. */
    public ChildProcess console() {
        return with("danmaku.console.port", 0).start("console", direct());
    }

    /** Starts workers and waits until all of them take jobs: only then does each get its share. */
    public List<ChildProcess> workers(int count) {
        return workers(Collections.nCopies(count, direct()));
    }

    /** A worker that reaches its servers over networks that can be broken. */
    public ChildProcess workerVia(TcpProxy toRedis, TcpProxy toRabbit) {
        return workers(List.of(new Route(toRedis.port(), toRabbit.port()))).getFirst();
    }

    private List<ChildProcess> workers(List<Route> routes) {
        var count = routes.size();
        var consuming = queues.consumers(QueueView.JOBS);
        var workers = routes.stream().map(route -> start("worker", route)).toList();
        workers.forEach(worker -> within(START_LIMIT, worker.name() + " is registered")
                .until(() -> registered(worker)));
        within(START_LIMIT, count + " more workers consume")
                .until(() -> queues.consumers(QueueView.JOBS) >= consuming + count);
        return workers;
    }

    public ChildProcess worker() {
        return workers(1).getFirst();
    }

    private boolean registered(ChildProcess worker) {
        if (!worker.alive()) {
            throw new AssertionError(worker.name() + " ended:\n" + worker.tail());
        }
        return registry.sessionOf(worker.pid()).isPresent();
    }

    /** The ports on which a process finds its servers. */
    private record Route(int redis, int rabbit) {
        List<String> arguments() {
            return List.of(
                    "--redis",
                    "redis://127.0.0.1:" + redis,
                    "--amqp",
                    "amqp://guest:guest@127.0.0.1:" + rabbit);
        }
    }

    private Route direct() {
        return new Route(redis.port(), rabbit.port());
    }

    /** A network between a process and Redis. */
    public TcpProxy networkToRedis() {
        return network(redis.port());
    }

    /** A network between a process and RabbitMQ. */
    public TcpProxy networkToRabbit() {
        return network(rabbit.port());
    }

    private TcpProxy network(int port) {
        var network = TcpProxy.to(port);
        networks.add(network);
        return network;
    }

    private ChildProcess start(String role, Route route) {
        var name = "%s-%d".formatted(role, processes.size() + 1);
        var arguments = new ArrayList<>(List.of(role));
        arguments.addAll(route.arguments());
        settings.forEach((key, value) -> arguments.add("--%s=%s".formatted(key, value)));
        var process = ChildProcess.start(name, folder.resolve(name), Map.of(), arguments);
        processes.add(process);
        return process;
    }

    /** Rooms that are live from now on, each with so many chats a second. */
    public List<String> liveRooms(int count, double chatsPerSecond) {
        return Stream.generate(() -> liveRoom(chatsPerSecond)).limit(count).toList();
    }

    public String liveRoom(double chatsPerSecond) {
        var room = "3xroom%05d".formatted(nextRoom++);
        judge.room(room).goLive(Rates.chatting(chatsPerSecond));
        return room;
    }

    public void sadd(String room) {
        registry.sadd(List.of(room));
    }

    /** A room of any platform. */
    public void sadd(RoomId room) {
        try (var jedis = redis.connect()) {
            jedis.sadd(room.platform().livesKey(), room.id());
        }
    }

    public void sadd(Collection<String> rooms) {
        registry.sadd(rooms);
    }

    public void srem(String room) {
        registry.srem(List.of(room));
    }

    public void kill(ChildProcess process) {
        process.kill();
    }

    public void freeze(ChildProcess process) {
        process.freeze();
    }

    public void thaw(ChildProcess process) {
        process.thaw();
    }

    public void restartRabbit() {
        rabbit.restart();
    }

    public void flushRedis() {
        try (var jedis = redis.connect()) {
            jedis.flushAll();
        }
    }

    public void awaitWatched(String room) {
        awaitAllWatched(List.of(room), Duration.ofSeconds(10));
    }

    /** Each has one socket, and a record that says so. */
    public void awaitAllWatched(Collection<String> rooms, Duration within) {
        within(within, "%d rooms are watched, each once".formatted(rooms.size()))
                .until(() -> judge.allJoinedOnce(rooms) && recordedAsWatched(rooms));
    }

    private boolean recordedAsWatched(Collection<String> rooms) {
        var entries = registry.entries();
        return rooms.stream()
                .map(entries::get)
                .allMatch(entry -> entry != null && entry.state().equals("watching"));
    }

    /** The rooms that a worker holds, as the registry has it. */
    public List<String> roomsOf(ChildProcess worker) {
        return registry.sessionOf(worker.pid()).map(registry::heldBy).orElse(List.of());
    }

    /** Each was joined by somebody since that moment. */
    public void awaitJoinedAnew(Collection<String> rooms, Instant since, Duration within) {
        within(within, "%d rooms are joined anew".formatted(rooms.size()))
                .until(() -> rooms.stream()
                        .allMatch(room -> judge.joinedAfter(room, since).isPresent()));
    }

    public void awaitUnwatched(String room, Duration within) {
        within(within, room + " has no socket").until(() -> judge.joined(room) == 0);
    }

    /** Every message was acked or waits on its queue; none is in somebody's hands. */
    public void awaitNothingUnacked(Duration within) {
        awaitNothingUnackedBut(0, within);
    }

    /** So many jobs are in the workers' hands, no more and no less. */
    public void awaitNothingUnackedBut(int jobs, Duration within) {
        within(within, jobs + " jobs are unacked")
                .pollInterval(Duration.ofMillis(500))
                .until(() -> queues.unacked(QueueView.JOBS) == jobs);
    }

    /** The rooms say one last word each and fall silent; when that is on disk, so is all that was heard before. */
    public void awaitLastWords(Collection<String> rooms) {
        rooms.forEach(room -> judge.room(room).rates(Rates.QUIET).chat("the last word"));
        for (var room : rooms) {
            var last = judge.room(room).counts().lastSequence();
            within(Duration.ofSeconds(20), room + " has its last word on disk")
                    .until(() -> events().sequences(room).contains(last));
        }
    }

    public ConditionFactory within(Duration limit, String what) {
        return await(what).pollDelay(Duration.ZERO).pollInterval(POLL).atMost(limit);
    }

    /** For something that is so, and has to stay so for a while. */
    public ConditionFactory awaitStays(Duration duration, String what) {
        return within(duration.plusSeconds(2), what).during(duration);
    }

    public Judge judge() {
        return judge;
    }

    public RegistryView registry() {
        return registry;
    }

    public QueueView queues() {
        return queues;
    }

    public EventFiles events() {
        return new EventFiles(folder);
    }

    /** The events below a data folder that was given to workers by hand. */
    public EventFiles eventsIn(Path dataFolder) {
        return new EventFiles(dataFolder);
    }

    /** A folder that goes with the cluster. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Simulator simulator() {
        return simulator;
    }

    public TestRedis redis() {
        return redis;
    }

    public TestRabbit rabbit() {
        return rabbit;
    }

    List<ChildProcess> processes() {
        return List.copyOf(processes);
    }

    @Override
    public void close() {
        processes.forEach(ChildProcess::kill);
        networks.forEach(TcpProxy::close);
        simulator.close();
        try (var paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
