package dev.danmaku.testing.servers;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A private Redis. Keeps nothing over a restart unless its configuration lines say so. */
public final class TestRedis extends TestServer {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int TIMEOUT_MILLIS = 2_000;

    private TestRedis(ServerHost host) {
        super(host, START_LIMIT);
    }

    /**
     * Starts one, and waits until it answers.
     *
     * @param configLines as in redis.conf, e.g. {@code appendonly yes}
     * @throws IllegalStateException if there is none to start
     */
    public static TestRedis start(String... configLines) {
        return started(new TestRedis(host(List.of(configLines))));
    }

    /** Why no Redis can be started here; empty if one can. */
    public static Optional<String> obstacle() {
        return binary().isPresent() || ContainerServer.possible()
                ? Optional.empty()
                : Optional.of("no redis-server is installed and no Docker engine answers");
    }

    public URI uri() {
        return URI.create("redis://127.0.0.1:" + port());
    }

    /** A connection of its own, to be closed by the caller. */
    public Jedis connect() {
        return new Jedis("127.0.0.1", port(), TIMEOUT_MILLIS);
    }

    /** Deletes all data and takes back what was set by CONFIG SET notify-keyspace-events. */
    public void reset() {
        try (var jedis = connect()) {
            jedis.flushAll();
            jedis.configSet("notify-keyspace-events", "");
        }
    }

    @Override
    boolean answers() {
        try (var jedis = connect()) {
            return "PONG".equals(jedis.ping());
        } catch (JedisException e) {
            return false;
        }
    }

    private static ServerHost host(List<String> configLines) {
        return binary().<ServerHost>map(binary -> local(binary, configLines))
                .orElseGet(() -> container(configLines));
    }

    private static Optional<Path> binary() {
        return Installed.find("redis-server", "valkey-server");
    }

    private static LocalServer local(Path binary, List<String> configLines) {
        var folder = Folders.create("redis");
        var port = FreePorts.next();
        var lines = new ArrayList<>(List.of(
                "port " + port,
                "bind 127.0.0.1",
                "dir " + folder,
                "daemonize no",
                "save \"\"",
                "appendonly no"));
        lines.addAll(configLines);
        var config = folder.resolve("redis.conf");
        Folders.write(config, String.join("\n", lines) + "\n");
        return new LocalServer(new LocalServer.Plan(
                "redis",
                port,
                folder,
                Map.of(),
                List.of(binary.toString(), config.toString()),
                List.of(),
                Optional.empty()));
    }

    private static ContainerServer container(List<String> configLines) {
        // only a server without a password that was told so answers to another address than its own
        var command = new ArrayList<>(List.of(
                "redis-server", "--save", "", "--appendonly", "no", "--protected-mode", "no"));
        for (var line : configLines) {
            var words = line.split(" ", 2);
            command.add("--" + words[0]);
            command.add(words.length > 1 ? words[1] : "");
        }
        return new ContainerServer("redis:7", 6379, Map.of(), command, List.of("redis-cli"));
    }
}
