package dev.danmaku.testing.servers;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server that is installed on this machine, run as a process of its own. */
final class LocalServer implements ServerHost {
    private static final Duration STOP_GRACE = Duration.ofSeconds(20);
    private static final Duration TOOL_LIMIT = Duration.ofSeconds(30);

    /**
     * How to run it.
     *
     * @param folder everything it writes lies there
     * @param tool its command line tool, before that tool's arguments
     * @param companion a process it cannot be without, started before it and ended after it
     */
    record Plan(
            String name,
            int port,
            Path folder,
            Map<String, String> environment,
            List<String> command,
            List<String> tool,
            Optional<List<String>> companion) {}

    private final Plan plan;
    private @Nullable ServerProcess process;
    private @Nullable ServerProcess companion;

    LocalServer(Plan plan) {
        this.plan = plan;
    }

    @Override
    public int port() {
        return plan.port;
    }

    @Override
    public void start() {
        if (running()) {
            throw new IllegalStateException(plan.name + " is running");
        }
        if (companion == null && plan.companion.isPresent()) {
            companion = spawn(plan.name + "-companion", plan.companion.get());
        }
        process = spawn(plan.name, plan.command);
    }

    private ServerProcess spawn(String name, List<String> command) {
        return ServerProcess.start(plan.folder, name, plan.environment, command);
    }

    @Override
    public boolean running() {
        return process != null && process.alive();
    }

    @Override
    public void stop() {
        if (process != null) {
            process.stop(STOP_GRACE);
        }
    }

    @Override
    public void kill() {
        if (process != null) {
            process.kill();
        }
    }

    @Override
    public void pause() {
        started().pause();
    }

    @Override
    public void resume() {
        started().resume();
    }

    @Override
    public String tool(String... arguments) {
        var command = new ArrayList<>(plan.tool);
        command.addAll(Arrays.asList(arguments));
        return Programs.run(TOOL_LIMIT, plan.environment, command);
    }

    @Override
    public String log() {
        return process == null ? "it was never started" : process.log();
    }

    @Override
    public void close() {
        kill();
        if (companion != null) {
            companion.kill();
        }
        Folders.delete(plan.folder);
    }

    private ServerProcess started() {
        if (process == null) {
            throw new IllegalStateException(plan.name + " was never started");
        }
        return process;
    }
}
