package dev.danmaku.standalone;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Types one command into this process, and reads what it says. */
final class Console {
    private static final int LONGEST_COMMAND_SECONDS = 60;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final StopSignal stop = new StopSignal();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    private Console() {}

    /** Runs the command to its end. */
    static Console run(Path folder, String... arguments) {
        return runWith("", Map.of(), folder, arguments);
    }

    static Console runWith(
            String input, Map<String, String> environment, Path folder, String... arguments) {
        var console = start(input, environment, folder, arguments);
        console.exitCode();
        return console;
    }

    /** Starts the command on a thread of its own. */
    static Console start(
            String input, Map<String, String> environment, Path folder, String... arguments) {
        var console = new Console();
        var parsed = Arguments.parse(List.of(arguments));
        var shell = new Shell(
                parsed.settings(),
                environment,
                folder,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(console.out, true, StandardCharsets.UTF_8),
                new PrintStream(console.err, true, StandardCharsets.UTF_8),
                console.stop);
        Thread.ofPlatform()
                .name("command")
                .daemon()
                .start(() -> console.exit.complete(Danmaku.run(shell, parsed.rest())));
        return console;
    }

    /** What Ctrl-C does. */
    Console interrupt() {
        stop.request();
        return this;
    }

    /** Waits for the end. */
    int exitCode() {
        try {
            return exit.get(LONGEST_COMMAND_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the command did not end; it said:\n" + out + err, e);
        }
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
