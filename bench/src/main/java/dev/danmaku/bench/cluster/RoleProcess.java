package dev.danmaku.bench.cluster;

import dev.danmaku.bench.figure.ProcessFigures;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A role of the danmaku command as a process of its own, on this JVM's class path and with its flags; or another program with all
 * processes that it forks.
 */
public final class RoleProcess implements AutoCloseable {
    /** The heap of one collector, or one generation of another. */
    private static final Pattern HEAP_PART =
            Pattern.compile("^ *(?:garbage-first heap|PSYoungGen|ParOldGen) .*?used ([0-9]+)K");

    private static final Duration STOP_GRACE = Duration.ofSeconds(30);
    private static final int LOG_TAIL_LINES = 30;
    private static final List<String> FLAGS = List.of(
            "-XX:+UseCompactObjectHeaders",
            "-Xlog:disable",
            "-Xlog:all=warning:stderr",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final Process process;
    private final Path log;
    /** Whether it leads a group of processes. */
    private final boolean group;

    private final Thread atExit;

    private RoleProcess(Process process, Path log, boolean group) {
        this.process = process;
        this.log = log;
        this.group = group;
        this.atExit = new Thread(this::destroy, "at-exit");
    }

    static RoleProcess start(String name, Path folder, List<String> jvm, List<String> arguments)
            throws IOException {
        var ours = List.of("-cp", classPath(), "dev.danmaku.standalone.Main");
        return start(name, folder, jvm, ours, arguments);
    }

    /** From the built jar, as the launcher does it. */
    static RoleProcess startJar(
            String name, Path folder, List<String> jvm, Path jar, List<String> arguments)
            throws IOException {
        return start(name, folder, jvm, List.of("-jar", jar.toString()), arguments);
    }

    private static RoleProcess start(
            String name,
            Path folder,
            List<String> jvm,
            List<String> program,
            List<String> arguments)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(java("java").toString());
        command.addAll(FLAGS);
        command.addAll(jvm);
        command.addAll(program);
        command.addAll(arguments);
        return start(name, folder, command, Map.of(), false);
    }

    /** Another program, at the head of a session and with that of a group of processes of its own. */
    static RoleProcess group(
            String name, Path folder, List<String> command, Map<String, String> environment)
            throws IOException {
        var whole = new ArrayList<>(List.of("setsid"));
        whole.addAll(command);
        return start(name, folder, whole, environment, true);
    }

    private static RoleProcess start(
            String name,
            Path folder,
            List<String> command,
            Map<String, String> environment,
            boolean group)
            throws IOException {
        var log = folder.resolve(name + ".log");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        var role = new RoleProcess(builder.start(), log, group);
        Runtime.getRuntime().addShutdownHook(role.atExit);
        return role;
    }

    public long pid() {
        return process.pid();
    }

    public ProcessFigures figures() throws IOException {
        return ProcessFigures.of(pid());
    }

    /** Its own process and all that it forked and that still run. */
    public List<Long> pids() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    /**
     * Collects all garbage and asks how much of the heap is left in use.
     *
     * @return bytes
     */
    public long heapAfterGc() throws IOException, InterruptedException {
        jcmd("GC.run");
        var used = jcmd("GC.heap_info")
                .lines()
                .map(HEAP_PART::matcher)
                .filter(Matcher::find)
                .mapToLong(part -> Long.parseLong(part.group(1)) * 1024)
                .toArray();
        if (used.length == 0) {
            throw new IllegalStateException("GC.heap_info says nothing of use");
        }
        return LongStream.of(used).sum();
    }

    /** Runs a diagnostic command of the JDK in it and gives what that printed. */
    public String jcmd(String... command) throws IOException, InterruptedException {
        var whole = new ArrayList<>(List.of(java("jcmd").toString(), Long.toString(pid())));
        whole.addAll(List.of(command));
        var jcmd = new ProcessBuilder(whole).redirectErrorStream(true).start();
        try (var output = jcmd.inputReader()) {
            var text = output.readAllAsString();
            if (jcmd.waitFor() != 0) {
                throw new IOException(String.join(" ", whole) + ": " + text);
            }
            return text;
        }
    }

    /** The processes that it forked itself. */
    public List<Long> children() {
        return process.children().map(ProcessHandle::pid).toList();
    }

    /** Whether its log has such words. */
    boolean said(String words) {
        return log().stream().anyMatch(line -> line.contains(words));
    }

    /** What it told so far; lines. */
    public List<String> log() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            return List.of();
        }
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** @throws IllegalStateException if it ended, with the end of what it said */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "a process ended with " + process.exitValue() + ":\n" + tail());
        }
    }

    /** Ends it at once, by SIGKILL. */
    public void kill() throws InterruptedException {
        destroy();
        process.waitFor();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    /** The same for whoever cannot be interrupted meanwhile. */
    void discard() {
        destroy();
        process.onExit().join();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    /** Waits until it has ended by itself. */
    public int awaitEnd() throws InterruptedException {
        var code = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(atExit);
        return code;
    }

    /** Asks it to end, by SIGTERM, and waits for as long as it takes. */
    public void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    /**
     * Asks it to end, by SIGTERM, and kills it when that takes longer than the grace.
     *
     * @return whether it ended by itself
     */
    public boolean stop(Duration grace) throws InterruptedException {
        process.destroy();
        var ended = process.waitFor(grace.toNanos(), TimeUnit.NANOSECONDS);
        kill();
        return ended;
    }

    /** SIGSTOP: its sockets stay, nothing moves. */
    public void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** SIGCONT. */
    public void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, "--", (group ? "-" : "") + pid())
                .inheritIO()
                .start()
                .waitFor();
    }

    /** A group at one stroke, whether its first process still runs or not. */
    private void destroy() {
        if (group) {
            try {
                new ProcessBuilder("kill", "-KILL", "--", "-" + pid())
                        .redirectError(Redirect.DISCARD)
                        .start()
                        .waitFor();
            } catch (IOException e) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        process.destroyForcibly();
    }

    /** Asks it to end; kills it when that takes long. */
    @Override
    public void close() {
        // A group may have outlived its first process.
        if (!process.isAlive() && !group) {
            return;
        }
        try {
            stop(group ? Duration.ZERO : STOP_GRACE);
        } catch (InterruptedException e) {
            destroy();
            Thread.currentThread().interrupt();
        }
    }

    private String tail() {
        var lines = log();
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
    }

    /** Ours, wherever the process works. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool);
    }
}
