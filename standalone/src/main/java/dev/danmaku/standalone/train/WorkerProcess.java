package dev.danmaku.standalone.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The worker that learns. */
final class WorkerProcess implements AutoCloseable {
    private static final int TAIL_LINES = 20;

    private final Process process;
    private final Path log;

    private WorkerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static WorkerProcess start(List<String> command, Path log) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(log.toFile())
                .start();
        return new WorkerProcess(process, log);
    }

    /** @throws IllegalStateException if it ends within this time, with the end of what it said */
    void requireAlive(Duration time) throws InterruptedException {
        if (process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(
                    "the worker ended with " + process.exitValue() + ":\n" + tail());
        }
    }

    /** Asks it to end, by SIGTERM, and waits. */
    void stop(Duration limit) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "the worker did not end within " + limit.toSeconds() + " s:\n" + tail());
        }
    }

    /** The end of what it said; lines. */
    String tail() {
        try {
            var lines = Files.readAllLines(log);
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(its log cannot be read: " + e.getMessage() + ")";
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
