package dev.danmaku.testing.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server as a child of this JVM. A guard, one shell, waits for the JVM's end by reading from it: it kills the server
 * and deletes its folder when the pipe breaks, so not even a killed JVM leaves one behind.
 */
final class ServerProcess {
    private static final int LOG_TAIL_LINES = 40;
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
    private static final String GUARD =
            "trap '' INT TERM HUP; read -r _ || { kill -KILL $0; rm -rf \"$1\"; }";

    private final Process server;
    private final Process guard;
    private final Path log;

    private ServerProcess(Process server, Process guard, Path log) {
        this.server = server;
        this.guard = guard;
        this.log = log;
    }

    /** Starts a program whose output goes to {@code <name>.log} in its folder. */
    static ServerProcess start(
            Path folder, String name, Map<String, String> environment, List<String> command) {
        var log = folder.resolve(name + ".log");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            var server = builder.start();
            var guard = new ProcessBuilder(
                            "/bin/sh", "-c", GUARD, "" + server.pid(), folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new ServerProcess(server, guard, log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    boolean alive() {
        return server.isAlive();
    }

    /** Asks it to end, and kills it when it takes longer than the grace. */
    void stop(Duration grace) {
        server.destroy();
        if (!ended(grace)) {
            server.destroyForcibly();
        }
        awaitEnd();
    }

    /** Its own children, such as PostgreSQL's, see that it is gone and end: what they hold is free when this returns. */
    void kill() {
        var children = server.descendants().toList();
        server.destroyForcibly();
        awaitEnd();
        children.forEach(ServerProcess::awaitEnd);
    }

    private static void awaitEnd(ProcessHandle child) {
        try {
            child.onExit().get(KILL_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("process " + child.pid() + " does not end", e);
        }
    }

    void pause() {
        signal("-STOP");
    }

    void resume() {
        signal("-CONT");
    }

    /** The last lines it printed. */
    String log() {
        try {
            var lines = Files.readAllLines(log);
            var from = Math.max(0, lines.size() - LOG_TAIL_LINES);
            return String.join("\n", lines.subList(from, lines.size()));
        } catch (IOException e) {
            return "no output: " + e;
        }
    }

    private void awaitEnd() {
        if (!ended(KILL_LIMIT)) {
            throw new IllegalStateException("process " + server.pid() + " does not end");
        }
        dismissGuard();
    }

    /** A line tells the guard that there is nothing left to kill. */
    private void dismissGuard() {
        try (var lines = guard.outputWriter()) {
            lines.write("ended\n");
        } catch (IOException e) {
            // it was dismissed before
        }
    }

    private void signal(String signal) {
        Programs.run(Duration.ofSeconds(10), Map.of(), List.of("kill", signal, "" + server.pid()));
    }

    private boolean ended(Duration limit) {
        try {
            return server.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
