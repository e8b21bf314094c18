package dev.danmaku.bench.cluster;

import dev.danmaku.config.RedisSettings;
import dev.danmaku.room.Platform;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;
import dev.danmaku.simulator.script.Script;
import dev.danmaku.testing.servers.TestRabbit;
import dev.danmaku.testing.servers.TestRedis;

import redis.clients.jedis.Jedis;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * A private Redis and RabbitMQ, dispatchers and workers as processes of their own, and the simulator in this one: so this JVM's clock
 * times both the {@code sadd} and the join.
 */
public final class Cluster implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final Simulator simulator;
    private final TestRedis redis;
    private final TestRabbit rabbit;
    private final Jedis client;
    private final List<RoleProcess> roles = new ArrayList<>();
    /** Where the roles find the platforms. */
    private final Map<String, String> sites;

    private final List<RoleProcess> programs = new ArrayList<>();
    private int workers;

    private Cluster(Path folder, Simulator simulator, TestRedis redis, TestRabbit rabbit) {
        this.folder = folder;
        this.simulator = simulator;
        this.redis = redis;
        this.rabbit = rabbit;
        this.client = redis.connect();
        this.sites = new TreeMap<>(simulator.settings());
    }

    /** @param redisLines as in redis.conf */
    public static Cluster start(String... redisLines) throws IOException {
        tell("starting Redis and RabbitMQ");
        return new Cluster(
                Files.createTempDirectory("danmaku-bench-"),
                Simulator.start(SimulatorOptions.defaults()),
                TestRedis.start(redisLines),
                TestRabbit.start());
    }

    public Simulator simulator() {
        return simulator;
    }

    public RedisSettings redisSettings() {
        return RedisSettings.parse(redis.uri().toString());
    }

    /** Its address, for whoever is none of ours. */
    public String redisUri() {
        return redis.uri().toString();
    }

    public TestRabbit rabbit() {
        return rabbit;
    }

    /** The bench's own connection. For one thread. */
    public Jedis redis() {
        return client;
    }

    /** User and system time since its start. */
    public double redisCpuSeconds() {
        return redisInfo("cpu", "used_cpu_user") + redisInfo("cpu", "used_cpu_sys");
    }

    /** A number that Redis tells of itself. */
    public double redisInfo(String section, String name) {
        return client.info(section)
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("INFO has no " + name));
    }

    /** Where its processes work and write. */
    public Path folder() {
        return folder;
    }

    /**
     * Plays one platform in a process of its own, for the roles that are started after it.
     *
     * @param rooms live and silent ones, as {@link Script#roomIds} names them
     */
    public SimulatorProcess simulator(Platform platform, int rooms)
            throws IOException, InterruptedException {
        var name = "simulator-" + platform.label();
        var arguments = List.of(
                "simulate", "--platforms", platform.label(), "--rooms", "" + rooms, "--rate", "0");
        var process = RoleProcess.start(name, folder, List.of("-Xmx2g"), arguments);
        roles.add(process);
        await(name + " ready", START_LIMIT, Duration.ofMillis(50), () -> process.said("# ready"));
        var site = SimulatorProcess.of(platform, process);
        sites.putAll(site.settings());
        return site;
    }

    /**
     * Returns when it has started.
     *
     * @param settings as on the command line
     */
    public RoleProcess dispatcher(String... settings) throws IOException, InterruptedException {
        return start("dispatcher", folder, List.of("-Xmx512m"), "dispatcher", List.of(settings));
    }

    /** Returns when it listens, on this port of the loopback address. */
    public RoleProcess console(int port, String... settings)
            throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of(settings));
        all.add("--danmaku.console.port=" + port);
        all.add("--danmaku.sinks.enabled=redis");
        return start("console", folder, List.of("-Xmx512m"), "console", all, "console: http");
    }

    /** Returns when it has started. */
    public RoleProcess worker(WorkerPlan plan) throws IOException, InterruptedException {
        var name = "worker-" + workers++;
        return start(
                name,
                plan.apart() ? folder.resolve(name) : folder,
                plan.jvm(),
                "worker",
                plan.settings());
    }

    /**
     * Another program that watches rooms, with all processes that it forks. Returns when it has started. It may end when it likes.
     *
     * @param words that it says when it is ready
     */
    public RoleProcess program(
            String name, List<String> command, Map<String, String> environment, String words)
            throws IOException, InterruptedException {
        var program = RoleProcess.group(name, folder, command, environment);
        programs.add(program);
        awaitStarted(program, name, words);
        return program;
    }

    /** A worker from the built jar; returns at once. */
    public RoleProcess workerOfJar(WorkerPlan plan, Path jar) throws IOException {
        var name = "worker-" + workers++;
        var role = RoleProcess.startJar(
                name, folder, plan.jvm(), jar, arguments("worker", folder, plan.settings()));
        roles.add(role);
        return role;
    }

    /** A command of the built jar that ends by itself; returns when it has. */
    public void runJar(Path jar, String... arguments) throws IOException, InterruptedException {
        var process = RoleProcess.startJar("command", folder, List.of(), jar, List.of(arguments));
        if (process.awaitEnd() != 0) {
            throw new IllegalStateException(
                    String.join(" ", arguments) + " failed: " + process.log());
        }
    }

    private RoleProcess start(
            String name, Path dataDir, List<String> jvm, String role, List<String> settings)
            throws IOException, InterruptedException {
        return start(name, dataDir, jvm, role, settings, "started");
    }

    /** @param words that it says when it is ready */
    private RoleProcess start(
            String name,
            Path dataDir,
            List<String> jvm,
            String role,
            List<String> settings,
            String words)
            throws IOException, InterruptedException {
        var all = arguments(role, dataDir, settings);
        var process = RoleProcess.start(name, folder, jvm, all);
        roles.add(process);
        awaitStarted(process, name, words);
        return process;
    }

    private List<String> arguments(String role, Path dataDir, List<String> settings) {
        var all = new ArrayList<String>();
        all.add(role);
        all.addAll(settings);
        all.add("--danmaku.redis-url=" + redis.uri());
        all.add("--danmaku.amqp-url=" + rabbit.uri());
        all.add("--danmaku.data-dir=" + dataDir);
        sites.forEach((key, value) -> all.add("--" + key + "=" + value));
        return all;
    }

    private void awaitStarted(RoleProcess process, String name, String words)
            throws InterruptedException {
        await(name + " started", START_LIMIT, Duration.ofMillis(50), () -> {
            process.requireAlive();
            return process.said(words);
        });
    }

    public void sadd(List<String> rooms) {
        sadd(Platform.KUAISHOU.livesKey(), rooms);
    }

    /** @param key of a lives set */
    public void sadd(String key, List<String> rooms) {
        client.sadd(key, rooms.toArray(String[]::new));
    }

    /**
     * Looks again and again, as often as the pause says.
     *
     * @throws IllegalStateException if it does not come true within the limit
     */
    public void await(String what, Duration limit, Duration pause, BooleanSupplier condition)
            throws InterruptedException {
        var begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            roles.forEach(RoleProcess::requireAlive);
            if (System.nanoTime() - begun > limit.toNanos()) {
                throw new IllegalStateException(
                        "not within " + limit.toSeconds() + " s: " + what + "; see " + folder);
            }
            Thread.sleep(pause);
        }
    }

    /** Kills it as a crash would, by SIGKILL. */
    public void kill(RoleProcess role) throws InterruptedException {
        roles.remove(role);
        programs.remove(role);
        role.kill();
    }

    /** Ends it because nobody needs it any more. */
    public void discard(RoleProcess role) {
        roles.remove(role);
        programs.remove(role);
        role.discard();
    }

    /** Ends it as a scale-in does, by SIGTERM, and waits for it. */
    public void stop(RoleProcess role) throws InterruptedException {
        roles.remove(role);
        role.stop();
    }

    /**
     * Ends it as Docker does: SIGTERM, and SIGKILL after the grace.
     *
     * @return whether it ended by itself
     */
    public boolean stop(RoleProcess role, Duration grace) throws InterruptedException {
        roles.remove(role);
        programs.remove(role);
        return role.stop(grace);
    }

    /** Redis stands still for a while. */
    public void pauseRedis(Duration duration) throws InterruptedException {
        redis.pause();
        Thread.sleep(duration);
        redis.resume();
    }

    /** Redis loses everything, and what a person had put there is put there again. */
    public void loseRedisData() {
        client.flushAll();
    }

    /** Ends everything and deletes what it wrote. */
    @Override
    public void close() {
        tell("stopping");
        roles.forEach(RoleProcess::close);
        programs.forEach(RoleProcess::close);
        client.close();
        simulator.close();
        rabbit.close();
        redis.close();
        try (var paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            tell("cannot delete " + folder + ": " + e);
        }
    }

    /** Nobody listens on it now. */
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** What a bench does, for the person who waits for it. */
    public static void tell(String what) {
        System.err.println("bench: " + what);
    }
}
