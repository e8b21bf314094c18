package dev.danmaku.standalone.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;
import dev.danmaku.simulator.room.SimulatedRoom;
import dev.danmaku.simulator.script.Script;
import dev.danmaku.standalone.cluster.ChildProcess;

import redis.clients.jedis.Jedis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What {@code danmaku up --simulate 50} is, with the simulator in the test's hands: a child process, rooms that chat, a console. */
final class Watched implements AutoCloseable {
    static final int ROOMS = 50;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Pattern CONSOLE = Pattern.compile("(?m)^console: (http://\\S+/)$");
    private static final Pattern REDIS = Pattern.compile("redis-cli -p (\\d+) sadd ks_lives ");

    private final Simulator simulator;
    private final Path folder;
    private final List<ChildProcess> processes = new ArrayList<>();
    private final List<RoomId> ids;
    private final ChildProcess up;

    private Watched(Simulator simulator, Path folder) {
        this.simulator = simulator;
        this.folder = folder;
        this.ids = Script.roomIds(EnumSet.allOf(Platform.class), ROOMS);
        simulator.run(Script.lively(ids, 2));
        this.up = start(
                "up",
                "up",
                "--danmaku.console.port=0",
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

    private String get(String path) {
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

    /** A room that is neither live nor watched yet. */
    RoomId another() {
        return Script.roomIds(EnumSet.of(Platform.KUAISHOU), ROOMS * 2).getLast();
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
