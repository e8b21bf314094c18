package dev.danmaku.standalone.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The {@code danmaku} command as a child of this JVM, in a folder of its own. Ends with the test, and with this JVM however that
 * ends: a guard, one shell, reads from it and kills the child when the pipe breaks.
 */
public final class ChildProcess {
    private static final Duration END_LIMIT = Duration.ofSeconds(40);
    private static final int TAIL_LINES = 40;
    private static final String GUARD = "trap '' INT TERM HUP; read -r _ || kill -KILL $0";

    private final String name;
    private final Path folder;
    private final Process process;
    private final Process guard;

    private ChildProcess(String name, Path folder, Process process, Process guard) {
        this.name = name;
        this.folder = folder;
        this.process = process;
        this.guard = guard;
    }

    /**
     * Starts it without waiting for anything.
     *
     * @param folder its working folder, made when missing; its output goes there
     * @param arguments of the command
     */
    public static ChildProcess start(
            String name, Path folder, Map<String, String> environment, List<String> arguments) {
        var command = new ArrayList<>(Jvm.COMMAND);
        command.addAll(arguments);
        try {
            Files.createDirectories(folder);
            var builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(folder.resolve("stdout").toFile())
                    .redirectError(folder.resolve("stderr").toFile());
            builder.environment().keySet().removeIf(key -> key.startsWith("DANMAKU_"));
            builder.environment().putAll(environment);
            var process = builder.start();
            var guard = new ProcessBuilder("/bin/sh", "-c", GUARD, "" + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new ChildProcess(name, folder, process, guard);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public Path folder() {
        return folder;
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Its results so far. */
    public String stdout() {
        return read("stdout");
    }

    /** What it told of itself so far. */
    public String stderr() {
        return read("stderr");
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGTERM, without waiting. */
    public void terminate() {
        process.destroy();
    }

    /** SIGINT, as Ctrl-C sends it, without waiting. */
    public void interrupt() {
        signal("-INT");
    }

    /** SIGSTOP: its sockets stay, nothing moves. */
    public void freeze() {
        signal("-STOP");
    }

    /** SIGCONT. */
    public void thaw() {
        signal("-CONT");
    }

    /** Waits for its end and gives the exit code. */
    public int awaitExit() {
        try {
            if (!process.waitFor(END_LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AssertionError(name + " does not end; it said:\n" + tail());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, e);
        }
        dismissGuard();
        return process.exitValue();
    }

    String tail() {
        var lines = stderr().lines().toList();
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            return "(unreadable: " + e + ")";
        }
    }

    private void dismissGuard() {
        try (var lines = guard.outputWriter()) {
            lines.write("ended\n");
        } catch (IOException e) {
            // it was dismissed before
        }
    }

    private void signal(String signal) {
        try {
            var exit = new ProcessBuilder("kill", signal, "" + process.pid())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("cannot send " + signal + " to " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending " + signal, e);
        }
    }
}
