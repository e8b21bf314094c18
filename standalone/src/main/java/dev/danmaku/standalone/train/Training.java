package dev.danmaku.standalone.train;

import dev.danmaku.config.BadSettings;
import dev.danmaku.config.Settings;
import dev.danmaku.output.LiveTail;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;
import dev.danmaku.simulator.script.Script;
import dev.danmaku.standalone.embedded.EmbeddedBroker;
import dev.danmaku.standalone.embedded.EmbeddedRedis;
import dev.danmaku.standalone.role.DispatcherRole;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.Jedis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A worker at work on simulated rooms of all platforms, whose JVM writes down what it loaded, linked and profiled (JEP 483, 514, 515).
 *
 * <p>Only the worker is a process of its own: what is in the cache is mapped and linked at every start, so what a worker never needs,
 * such as the embedded servers, would make it slower.
 */
public final class Training implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Training.class);
    private static final int ROOMS = 9;
    private static final double RATE = 5;
    /** Of each room: its join, its first events and some more lie behind it. */
    private static final int EVENTS = 25;

    private static final Duration LEARNING_LIMIT = Duration.ofMinutes(3);
    /** The JVM makes the cache in a second JVM before it ends; a minute or so of one core. */
    private static final Duration ASSEMBLY_LIMIT = Duration.ofMinutes(10);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Path folder;
    private final List<RoomId> rooms = Script.roomIds(EnumSet.allOf(Platform.class), ROOMS);
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private Training(Path folder) {
        this.folder = folder;
    }

    /** @param folder where the worker writes what it hears; whoever made it deletes it */
    public static Training in(Path folder) {
        return new Training(folder);
    }

    /**
     * Lets a worker run until it stored events of every room, and waits until its JVM has written the cache.
     *
     * @param jvm a worker's command line up to its role: the JVM, the flags that later starts have, the jar
     * @param cache where the cache is written; what is there already is replaced at the end, not before
     * @throws IllegalStateException if the worker does not come that far, or writes no cache; with the end of what it said
     */
    public void run(List<String> jvm, Path cache)
            throws IOException, InterruptedException, BadSettings {
        var simulator = opened(Simulator.start(SimulatorOptions.defaults()));
        simulator.run(Script.lively(rooms, RATE));
        var redis = opened(EmbeddedRedis.start(0));
        var broker = opened(EmbeddedBroker.start(0));
        var servers = Map.of("danmaku.redis-url", redis.url(), "danmaku.amqp-url", broker.url());
        opened(DispatcherRole.start(
                Settings.load(servers, Map.of(), null, folder), new SimpleMeterRegistry()));
        var client = opened(new Jedis("127.0.0.1", redis.port()));
        rooms.forEach(room -> client.sadd(room.platform().livesKey(), room.id()));

        var written = folder.resolve("written.aot");
        var command = new ArrayList<>(jvm);
        command.add(1, "-XX:AOTCacheOutput=" + written.toAbsolutePath());
        command.add("worker");
        command.addAll(flags(servers, simulator));
        var worker = opened(WorkerProcess.start(command, folder.resolve("worker.log")));
        learn(worker, client);
        worker.stop(ASSEMBLY_LIMIT);
        if (!Files.exists(written)) {
            throw new IllegalStateException("the JVM wrote no cache:\n" + worker.tail());
        }
        keep(written, cache);
    }

    private List<String> flags(Map<String, String> servers, Simulator simulator)
            throws IOException {
        var settings = new HashMap<>(servers);
        settings.putAll(simulator.settings());
        settings.put("danmaku.data-dir", folder.toString());
        settings.put("danmaku.sinks.enabled", "jsonl,store,redis");
        settings.put("danmaku.management.port", Integer.toString(freePort()));
        for (var platform : Platform.values()) {
            var prefix = "danmaku.platforms." + platform.label() + ".";
            settings.put(prefix + "connects-per-second", "0");
            settings.put(prefix + "lookups-per-second", "0");
        }
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toList();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void learn(WorkerProcess worker, Jedis client) throws InterruptedException {
        var begun = System.nanoTime();
        while (rooms.stream()
                .anyMatch(room -> client.xlen(LiveTail.key(room.platform(), room.id())) < EVENTS)) {
            worker.requireAlive(LOOK_AGAIN);
            if (System.nanoTime() - begun > LEARNING_LIMIT.toNanos()) {
                throw new IllegalStateException("the worker did not store the events of "
                        + ROOMS + " rooms within " + LEARNING_LIMIT.toSeconds() + " s:\n"
                        + worker.tail());
            }
        }
    }

    /** Beside its place first: a worker that starts meanwhile finds the old one or the new one. */
    private static void keep(Path written, Path cache) throws IOException {
        var beside = cache.toAbsolutePath().resolveSibling(cache.getFileName() + ".part");
        Files.createDirectories(beside.getParent());
        Files.move(written, beside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, cache, StandardCopyOption.REPLACE_EXISTING);
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /** Ends what runs still, the last first. */
    @Override
    public void close() {
        for (var part : parts) {
            try {
                part.close();
            } catch (Exception e) { // AutoCloseable's own; the others are to be closed all the same
                LOG.debug("{} did not close well", part, e);
            }
        }
        parts.clear();
    }
}
