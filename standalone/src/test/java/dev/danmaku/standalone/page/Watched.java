package dev.danmaku.standalone.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.ConnectionFactory;

import dev.danmaku.queue.JobQueue;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.LookupTrouble;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.simulator.room.SimulatedRoom;
import dev.danmaku.simulator.room.Span;
import dev.danmaku.simulator.script.Script;
import dev.danmaku.standalone.cluster.ChildProcess;
import dev.danmaku.testing.servers.FreePorts;

import redis.clients.jedis.Jedis;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What {@code danmaku up --simulate 50} is, with the simulator in the test's hands: a child process, rooms that chat, a console. */
final class Watched implements AutoCloseable {
    static final int ROOMS = 50;
    /** So long a room may go without a message until it is parked. */
    static final Duration GIVE_UP = Duration.ofSeconds(15);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    /** Of the rooms that are always there; their charts move, and the machine has time for the tests. */
    private static final Rates LIVELY = Rates.mixed(1);

    private static final Pattern CONSOLE = Pattern.compile("(?m)^console: (http://\\S+/)$");
    private static final Pattern REDIS = Pattern.compile("redis-cli -p (\\d+) sadd ks_lives ");

    private final Simulator simulator;
    private final Path folder;
    private final List<ChildProcess> processes = new ArrayList<>();
    private final List<RoomId> ids;
    private final ChildProcess up;
    /** Rooms that tests have for themselves. */
    private int given;

    private final int amqpPort = FreePorts.next();

    private Watched(Simulator simulator, Path folder) {
        this.simulator = simulator;
        this.folder = folder;
        this.ids = Script.roomIds(EnumSet.allOf(Platform.class), ROOMS);
        simulator.run(Script.lively(ids, 1));
        this.up = start(
                "up",
                "up",
                "--danmaku.console.port=0",
                "--amqp-port=" + amqpPort,
                "--danmaku.sinks.enabled=jsonl,store,redis");
        await("ready").atMost(START_LIMIT).until(() -> {
            assertThat(up.alive()).as(up.stderr()).isTrue();
            return up.stdout().lines().toList().contains("ready");
        });
        try (var redis = redis()) {
            ids.forEach(id -> redis.sadd(lives(id), id.id()));
        }
        await("the first events are stored")
                .atMost(START_LIMIT)
                .until(() -> get("api/v1/session").contains("\"store\":true"));
    }

    static Watched start() {
        try {
            return new Watched(
                    Simulator.start(
                            SimulatorOptions.defaults().withPushInterval(Duration.ofMillis(200))),
                    Files.createTempDirectory("danmaku-page-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the console within. */
    String url() {
        return match(CONSOLE, up.stdout());
    }

    /** What the console answers. */
    String get(String path) {
        try (var in = URI.create(url() + path).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<RoomId> ids() {
        return ids;
    }

    SimulatedRoom room(RoomId id) {
        return simulator.platform(id.platform()).orElseThrow().room(id.id());
    }

    /** A room of Kuaishou that nobody has heard of yet. */
    RoomId another() {
        return others(Platform.KUAISHOU, 1).getFirst();
    }

    /** So many rooms that nobody has heard of yet; others at each call. */
    List<RoomId> others(Platform platform, int count) {
        given += count;
        var all = Script.roomIds(platform, ROOMS + given);
        return all.subList(all.size() - count, all.size());
    }

    /** Lets the rooms that are always there chat, or fall silent while nobody looks. */
    void lively(boolean on) {
        ids.forEach(id -> room(id).rates(on ? LIVELY : Rates.QUIET));
    }

    void watch(RoomId id) {
        try (var redis = redis()) {
            redis.sadd(lives(id), id.id());
        }
    }

    /** Takes it off again, and waits until nobody has it. */
    void forget(RoomId id) {
        try (var redis = redis()) {
            redis.srem(lives(id), id.id());
            await("it is off the registry")
                    .atMost(START_LIMIT)
                    .until(() -> !redis.hexists(id.platform().keyPrefix() + "_running", id.id()));
        }
    }

    private static String lives(RoomId id) {
        return id.platform().keyPrefix() + "_lives";
    }

    Jedis redis() {
        return new Jedis("127.0.0.1", redisPort());
    }

    /** The session of the worker that has a room, or joins it; empty while nobody does. */
    String holder(RoomId id) {
        try (var redis = redis()) {
            var record = redis.hget(id.platform().keyPrefix() + "_running", id.id());
            return record == null ? "" : JSON.readTree(record).path("session").asString("");
        }
    }

    /** A live room whose look-ups tell something else; it is parked by and by. */
    void trouble(RoomId id, LookupTrouble trouble) {
        room(id).goLive(Rates.QUIET).fault(new Fault.Trouble(trouble, Span.untilHealed()));
        watch(id);
    }

    /** Puts a message where the jobs of Kuaishou wait. */
    void job(String body) {
        publish(Platform.KUAISHOU.jobQueue(), Map.of(), body);
    }

    /** Puts a message among the dead letters, as a worker does with what it took for no job of Kuaishou. */
    void deadLetter(String reason, String body) {
        publish(
                JobQueue.DEAD_QUEUE,
                Map.of(
                        JobQueue.REASON_HEADER, reason,
                        JobQueue.QUEUE_HEADER, Platform.KUAISHOU.jobQueue(),
                        JobQueue.SEEN_HEADER, Instant.now().toString()),
                body);
    }

    private void publish(String queue, Map<String, Object> headers, String body) {
        var factory = new ConnectionFactory();
        try {
            factory.setUri(amqp());
            try (var connection = factory.newConnection();
                    var channel = connection.createChannel()) {
                channel.confirmSelect();
                channel.basicPublish(
                        "",
                        queue,
                        true,
                        new BasicProperties.Builder().headers(headers).build(),
                        body.getBytes(StandardCharsets.UTF_8));
                channel.waitForConfirmsOrDie(START_LIMIT.toMillis());
            }
        } catch (Exception e) { // of address, network, time: the test fails all the same
            throw new IllegalStateException("cannot publish to " + queue, e);
        }
    }

    /** Another worker of this cluster. What it hears is not in the store, which belongs to the first. */
    ChildProcess worker() {
        return start(
                "worker" + processes.size(),
                "worker",
                "--redis",
                "redis://127.0.0.1:" + redisPort(),
                "--amqp",
                amqp(),
                "--danmaku.worker.rebalance=false",
                "--danmaku.sinks.enabled=jsonl,redis");
    }

    /** The broker's address, with login. */
    String amqp() {
        return "amqp://guest:guest@127.0.0.1:" + amqpPort;
    }

    /** A console of its own beside this cluster. @param arguments more of the command line */
    ChildProcess console(String... arguments) {
        var command =
                new ArrayList<>(List.of("console", "--redis", "redis://127.0.0.1:" + redisPort()));
        command.addAll(List.of(arguments));
        var console = start("console" + processes.size(), command.toArray(String[]::new));
        awaitUrl(console);
        return console;
    }

    static String awaitUrl(ChildProcess console) {
        await("the console listens").atMost(START_LIMIT).until(() -> {
            assertThat(console.alive()).as(console.stderr()).isTrue();
            return CONSOLE.matcher(console.stdout()).find();
        });
        return match(CONSOLE, console.stdout());
    }

    private int redisPort() {
        return Integer.parseInt(match(REDIS, up.stdout()));
    }

    private ChildProcess start(String name, String... arguments) {
        var command = new ArrayList<>(List.of(arguments));
        settings().forEach((key, value) -> command.add("--" + key + "=" + value));
        var process = ChildProcess.start(name, folder.resolve(name), Map.of(), command);
        processes.add(process);
        return process;
    }

    private Map<String, String> settings() {
        var settings = new LinkedHashMap<>(simulator.settings());
        settings.put("danmaku.watch.give-up-after", GIVE_UP.toSeconds() + "s");
        settings.put("danmaku.watch.reconnect-max", "2s");
        for (var platform : Platform.values()) {
            settings.put(
                    "danmaku.platforms.%s.connects-per-second".formatted(platform.label()), "0");
            settings.put(
                    "danmaku.platforms.%s.lookups-per-second".formatted(platform.label()), "0");
        }
        return settings;
    }

    private static String match(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }

    @Override
    public void close() {
        processes.reversed().forEach(ChildProcess::kill);
        simulator.close();
    }
}
