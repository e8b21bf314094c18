package dev.danmaku.testing.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A private PostgreSQL. It refuses to run as root: then it runs as {@code postgres}, or as {@code nobody} where there is no such
 * user. Who connects from this machine needs no password.
 */
public final class TestPostgres extends TestServer {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration TOOL_LIMIT = Duration.ofSeconds(60);
    private static final String USER = "danmaku";

    private final Path binaries;
    private final AtomicInteger databases = new AtomicInteger();

    private TestPostgres(ServerHost host, Path binaries) {
        super(host, START_LIMIT);
        this.binaries = binaries;
    }

    /**
     * Starts one, and waits until it answers.
     *
     * @param settings as in postgresql.conf, e.g. {@code fsync=on}
     * @throws IllegalStateException if there is none to start
     */
    public static TestPostgres start(String... settings) {
        return startIn(Folders.create("postgres"), settings);
    }

    /** Starts one whose data lie in a folder that is there, such as a small file system. */
    public static TestPostgres startIn(Path folder, String... settings) {
        var binaries = binaries().orElseThrow(() -> new IllegalStateException("no PostgreSQL"));
        var port = FreePorts.next();
        var data = folder.resolve("data");
        prepare(binaries, folder, data);
        var command = new ArrayList<>(asItsUser(binaries.resolve("postgres").toString()));
        command.addAll(List.of("-D", data.toString(), "-p", "" + port));
        command.addAll(List.of("-c", "listen_addresses=127.0.0.1"));
        command.addAll(List.of("-c", "unix_socket_directories="));
        for (var setting : settings) {
            command.addAll(List.of("-c", setting));
        }
        var tool = new ArrayList<>(asItsUser(binaries.resolve("pg_ctl").toString()));
        tool.addAll(List.of("-D", data.toString()));
        return started(new TestPostgres(
                new LocalServer(new LocalServer.Plan(
                        "postgres", port, folder, Map.of(), command, tool, Optional.empty())),
                binaries));
    }

    /** Why no PostgreSQL can be started here; empty if one can. */
    public static Optional<String> obstacle() {
        if (binaries().isEmpty()) {
            return Optional.of("no PostgreSQL server is installed");
        }
        return isRoot() && Installed.find("setpriv").isEmpty()
                ? Optional.of("PostgreSQL does not run as root, and there is no setpriv")
                : Optional.empty();
    }

    /** A new, empty database, e.g. {@code postgresql://danmaku@127.0.0.1:12345/test3}. */
    public String newDatabase() {
        var name = "test" + databases.incrementAndGet();
        var _ = run("createdb", name);
        return url(name);
    }

    /** Of any database of its. */
    public String url(String database) {
        return "postgresql://%s@127.0.0.1:%d/%s".formatted(USER, port(), database);
    }

    /** Connections are cut, what is committed stays. */
    @Override
    public void stop() {
        if (host().running()) {
            var _ = host().tool("stop", "-m", "fast", "-w");
        }
        super.stop();
    }

    @Override
    boolean answers() {
        try {
            var _ = run("pg_isready", "postgres");
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private String run(String program, String database) {
        var command = new ArrayList<>(List.of(binaries.resolve(program).toString()));
        command.addAll(List.of("-h", "127.0.0.1", "-p", "" + port(), "-U", USER));
        command.addAll(program.equals("pg_isready") ? List.of("-d", database) : List.of(database));
        return Programs.run(TOOL_LIMIT, Map.of(), command);
    }

    private static void prepare(Path binaries, Path folder, Path data) {
        var _ = Programs.run(TOOL_LIMIT, Map.of(), List.of("mkdir", data.toString()));
        if (isRoot()) {
            var _ = Programs.run(TOOL_LIMIT, Map.of(), List.of("chmod", "755", folder.toString()));
            var _ = Programs.run(
                    TOOL_LIMIT, Map.of(), List.of("chown", itsUser(), data.toString()));
        }
        var command = new ArrayList<>(asItsUser(binaries.resolve("initdb").toString()));
        command.addAll(List.of(
                "-D",
                data.toString(),
                "-U",
                USER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync"));
        var _ = Programs.run(TOOL_LIMIT, Map.of(), command);
    }

    private static List<String> asItsUser(String program) {
        return isRoot()
                ? List.of(
                        "setpriv",
                        "--reuid=" + itsUser(),
                        "--regid=" + (itsUser().equals("nobody") ? "nogroup" : itsUser()),
                        "--clear-groups",
                        program)
                : List.of(program);
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static String itsUser() {
        return Files.exists(Path.of("/var/lib/postgresql")) ? "postgres" : "nobody";
    }

    /** Debian keeps them out of the PATH, each version in a folder of its own. */
    private static Optional<Path> binaries() {
        for (var version = 30; version >= 15; version--) {
            var folder = Path.of("/usr/lib/postgresql/" + version + "/bin");
            if (Files.isExecutable(folder.resolve("initdb"))) {
                return Optional.of(folder);
            }
        }
        return Installed.find("initdb").map(Path::getParent);
    }
}
