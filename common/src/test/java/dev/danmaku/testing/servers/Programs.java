package dev.danmaku.testing.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. */
final class Programs {
    private Programs() {}

    /**
     * What it printed.
     *
     * @throws IllegalStateException if it fails or takes longer than the limit
     */
    static String run(Duration limit, Map<String, String> environment, List<String> command) {
        try {
            var output = Files.createTempFile("danmaku-run", ".out");
            try {
                return run(limit, environment, command, output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command, e);
        }
    }

    private static String run(
            Duration limit, Map<String, String> environment, List<String> command, Path output)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        var text = Files.readString(output, StandardCharsets.UTF_8);
        if (!ended || process.exitValue() != 0) {
            throw new IllegalStateException("%s %s: %s"
                    .formatted(command, ended ? "failed" : "took longer than " + limit, text));
        }
        return text;
    }
}
